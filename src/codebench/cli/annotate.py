"""The command that has a pipeline annotate all texts, ahead of the screen doing so in its own time."""

import sys
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from codebench.cli.grammar import command, commands
from codebench.cli.options import CoderName, ProjectPath
from codebench.cli.output import Output
from codebench.cli.talk import note
from codebench.cli.targets import opened
from codebench.domain.table import plain_table
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.annotating import Tally

verbs = commands()


@command(verbs, "annotate", example="annotate study")
def annotate(project: ProjectPath, coder: CoderName = None, *, output: Output) -> None:
    """Find sentences, lemmas and names in all texts, for search and suggestions.

    What is done is kept at once: broken off in any way, the next time goes on from there.
    """
    with opened(project, coder) as work:
        # Together with the project: neither help nor completion waits for it.
        from codebench.project.workers import Helper

        before = work.annotations.status()
        for doubt in before.doubts:
            note(doubt)
        with Helper() as helper:
            after = work.annotations.run(helper, _Counter())
        used = before.pipeline
        rows = [(used.name, used.version, after.texts, after.done - before.done, after.done, after.to_do)]
        headings = (_("Pipeline"), _("Version"), _("Texts"), _("Annotated now"), _("In all"), _("To do"))
        table = plain_table(_("Annotation"), headings, rows)
        notes: list[str] = []
        if after.to_do:
            failed = "{n} text could not be read by the pipeline; the next time it is tried again."
            several = "{n} texts could not be read by the pipeline; the next time they are tried again."
            notes.append(plural(failed, several, after.to_do))
        if used.missing():
            notes.append(_("This pipeline: {what}.").format(what="; ".join(used.missing())))
        output.emit(replace(table, notes=tuple(notes)))


class _Counter:
    """How far it is: one line that counts up on a terminal, else a line for every tenth that is done."""

    def __init__(self) -> None:
        self._told = 0  # tenths
        self._at: float | None = None
        self._first = 0

    def __call__(self, tally: "Tally") -> None:
        tenth = 10 * tally.done // tally.texts if tally.texts else 10
        if self._at is None:
            self._at, self._first, self._told = monotonic(), tally.done, tenth
        live = sys.stderr.isatty()
        if not live and tenth <= self._told:
            return
        self._told = tenth
        line = _("annotated {done} of {texts}").format(done=tally.done, texts=tally.texts) + self._left(tally)
        if live:
            sys.stderr.write(f"\r{line}\x1b[K" + ("\n" if not tally.to_do else ""))
            sys.stderr.flush()
        else:
            note(line)

    def _left(self, tally: "Tally") -> str:
        """About how long it will take still, once there is something to go by."""
        assert self._at is not None
        passed, done = monotonic() - self._at, tally.done - self._first
        if passed < 10 or done < 200 or not tally.to_do:
            return ""
        return _(", about {n} min left").format(n=max(1, round(passed / done * tally.to_do / 60)))
