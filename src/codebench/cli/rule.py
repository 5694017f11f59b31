"""Commands on the rules of codes: keeping them, trying them on the material, and coding what they find."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import Options, command, commands
from codebench.cli.options import CodePath, CoderName, OnDocument, OnQuestion, ProjectPath, Yes
from codebench.cli.output import Output
from codebench.cli.talk import agreed, may_write, note, say
from codebench.cli.targets import opened
from codebench.domain.table import Column, ColumnKind, Row, Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.project import Project
    from codebench.project.rule_models import RuleMatch, Trial

noun = commands()

Pattern = Annotated[
    str, typer.Argument(metavar="RULE", help=_("A rule, as 'geen|weinig ... tijd'; see docs/rules.md."))
]


@dataclass(frozen=True, slots=True)
class Tried(Options):
    """The rule that is tried for a code, and in which material."""

    code: CodePath
    rule: Annotated[
        str | None,
        typer.Argument(metavar="[RULE]", help=_("A rule; without one those of the code, and its keywords, are tried.")),
    ] = None
    document: OnDocument = None
    question: OnQuestion = None

    def trial(self, work: "Project") -> "Trial":
        """Try it, or all rules that the code has; texts that no pipeline has read yet are read first."""
        from codebench.domain.errors import InputError
        from codebench.language.rule_search import RuleLine
        from codebench.project.rule_models import Material

        code_id = work.codebook.find(self.code)
        lines = work.rules.lines(code_id) if self.rule is None else (RuleLine(self.rule.strip()),)
        if not lines:
            message = _("'{code}' has no rules and no keywords; name a rule, or add one with `codebench rule add`.")
            raise InputError(message.format(code=shown_line(self.code)))
        for line in lines:
            line.rule()
        material = Material(
            () if self.document is None else (work.documents.get(self.document).id,),
            () if self.question is None else (work.documents.question(self.question).id,),
        )
        ground = work.rules.ground(code_id, material)
        if ground.unread:
            note(plural("Reading {n} text first…", "Reading {n} texts first…", len(ground.unread)))
        return work.rules.trial(ground, lines, read=True)


@command(noun, "try", example="rule try study time 'geen|weinig ... tijd'")
def attempt(
    project: ProjectPath,
    tried: Tried,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help=_("At most so many units."))] = 1000,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Show what a rule finds for a code: what is new, what agrees with your codings, and what it misses.

    The new ones come first; nothing is coded.
    """
    with opened(project, coder, read_only=True) as work:
        trial = tried.trial(work)
        output.emit(replace(_table(trial, list(trial.matches), limit), state=work.session.state()))


@command(noun, "apply", example="rule apply study time --yes")
def apply(
    project: ProjectPath,
    tried: Tried,
    sentence: Annotated[
        bool, typer.Option("--sentence", help=_("In transcripts code the sentence, not the whole turn."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only show what would be coded."))] = False,
    yes: Yes = False,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """Put a code on what its rules find, after showing it: one act, which `undo` takes back.

    Left out is what you reviewed without the code, and what the moderator says. Nothing is marked as reviewed.
    """
    from codebench.project.rule_models import Reach, Verdict

    writes = may_write(yes) and not dry_run
    with opened(project, coder, read_only=not writes) as work:
        trial = tried.trial(work)
        new = trial.of(Verdict.NEW)
        output.emit(replace(_table(trial, new, len(new)), state=work.session.state()))
        if not new:
            note(_("There is nothing new to code."))
        elif dry_run:
            note(_("Nothing was coded: this is what would be."))
        elif agreed(yes, plural("Code {n} unit?", "Code {n} units?", len(new))):
            ids = work.rules.autocode(trial, new, Reach.SENTENCE if sentence else Reach.UNIT)
            note(plural("{n} passage was coded.", "{n} passages were coded.", len(ids)))


@command(noun, "add", example="rule add study time 'lemma:tijd -vrije'")
def add(project: ProjectPath, code: CodePath, rule: Pattern, coder: CoderName = None) -> None:
    """Give a code a rule."""
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        added = work.rules.add(code_id, rule)
        say(_("'{code}' now has the rule {rule}").format(code=work.codebook.tree().path(code_id), rule=added))


@command(noun, "list", example="rule list study")
def show(
    project: ProjectPath,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help=_("Those of one code."))] = None,
    coder: CoderName = None,
    *,
    output: Output,
) -> None:
    """List the rules of all codes, and their keywords, which are rules too."""
    with opened(project, coder, read_only=True) as work:
        wanted = None if code is None else work.codebook.find(code)
        rows = [
            (each.path, line.text, _("keyword") if line.is_keyword else _("rule"))
            for each in work.codebook.codes()
            if wanted in (None, each.id)
            for line in work.rules.lines(each.id)
        ]
        output.emit(plain_table(_("Rules"), (_("Code"), _("Rule"), _("Kind")), rows))


@command(noun, "remove", example="rule remove study time 'lemma:tijd -vrije'")
def remove(project: ProjectPath, code: CodePath, rule: Pattern, coder: CoderName = None) -> None:
    """Take a rule from a code; what it coded stays."""
    with opened(project, coder) as work:
        code_id = work.codebook.find(code)
        removed = work.rules.remove(code_id, rule)
        say(_("'{code}' no longer has the rule {rule}").format(code=work.codebook.tree().path(code_id), rule=removed))


def _table(trial: "Trial", matches: "list[RuleMatch]", limit: int) -> Table:
    """The units of a trial, the new ones first, with what it says of the rule."""
    from codebench.project.rule_models import Verdict, in_words_of

    words = {
        Verdict.NEW: _("new"),
        Verdict.DECLINED: _("reviewed without it"),
        Verdict.AGREES: _("has it"),
        Verdict.MISSED: _("has it, not found"),
    }
    order = list(words)
    rows = sorted(matches, key=lambda match: order.index(match.verdict))
    several = len(trial.query.lines) > 1
    columns = [
        Column(_("Rule and coder")),
        Column(_("Document")),
        Column(_("Case")),
        Column(_("Start"), ColumnKind.COUNT),
        Column(_("End"), ColumnKind.COUNT),
        Column(_("What is said, with what was found")),
        *([Column(_("Found by"))] if several else []),
    ]
    notes = [trial.summary()]
    notes += [
        _("{part}~ here also stands for: {words}").format(part=part, words=", ".join(sorted(found)))
        for part, found in trial.query.known.items()
        if found
    ]
    if len(rows) > limit:
        notes.append(_("The first {n} of {all} units.").format(n=limit, all=len(rows)))
    return Table(
        _("Rule for '{code}': {rules}").format(code=trial.ground.code, rules=in_words_of(trial.query.lines)),
        tuple(columns),
        tuple(
            Row(
                (
                    words[match.verdict],
                    match.document,
                    match.case,
                    match.start,
                    match.end,
                    match.marked(),
                    *([", ".join(trial.lines_of(match))] if several else []),
                )
            )
            for match in rows[:limit]
        ),
        rule=trial.rule(),
        n=trial.n(),
        notes=tuple(notes),
    )
