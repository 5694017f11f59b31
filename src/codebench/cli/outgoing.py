"""What a command gives out, and the warning where names of the key of pseudonyms are still in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from codebench.cli.talk import note

if TYPE_CHECKING:
    from codebench.project.project import Project

_out: list[Path | str] = []


def goes_out(what: Path | str) -> None:
    """Tell of a file that is going to be written, or of a text that is printed for another program."""
    _out.append(what)


@contextmanager
def watched(project: "Project") -> Iterator[None]:
    """While a command works with a project: warn at its end of names in what it gave out."""
    from codebench.project.pseudonym_key import remembered

    # Read first: where the file is damaged that is told before anything is printed.
    has_key = remembered(project.session) is not None
    try:
        yield
        if _out and has_key:
            from codebench.project.outgoing import warning

            sentence = warning(project, *_out)
            if sentence:
                note(sentence)
    finally:
        _out.clear()
