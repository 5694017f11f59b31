"""What the arguments of a command point at in a project: its documents, answers, passages and units."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from typer import BadParameter

from codebench.cli.outgoing import watched
from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

if TYPE_CHECKING:
    from codebench.project.models import DocumentInfo, QuestionInfo
    from codebench.project.project import Project

T = TypeVar("T")


@contextmanager
def opened(path: Path, coder: str | None = None, *, read_only: bool = False) -> "Iterator[Project]":
    """A project, open while a command runs. What only reads opens it so: then the screen may have it open too."""
    # The one import that brings SQLite: neither help nor completion waits for it.
    from codebench.project.project import Project

    with Project.open(path, coder, read_only=read_only) as project, watched(project):
        yield project


@contextmanager
def looked_into(path: Path) -> "Iterator[Project]":
    """A project, open to read for who looks (CODEBENCH_CODER); `--coder` then says whose work is looked at."""
    with opened(path, os.environ.get("CODEBENCH_CODER") or None, read_only=True) as project:
        yield project


def one_document(
    project: "Project", document: str | None, respondent: str | None, question: str | None
) -> "DocumentInfo":
    """The document that is named, or the answer of the respondent that is named.

    Raises:
        BadParameter: not exactly one of the two is named.
    """
    if (document is None) == (respondent is None):
        raise BadParameter(_("name either a --document or a --respondent (with a --question)."))
    if document is not None:
        return project.documents.get(document)
    assert respondent is not None
    return project.documents.answer(respondent, one_question(project, question).name)


def one_question(project: "Project", question: str | None) -> "QuestionInfo":
    """The question that is named, or the only one there is.

    Raises:
        InputError: none is named, and the project has none or several.
    """
    if question is not None:
        return project.documents.question(question)
    questions = project.documents.questions()
    if len(questions) != 1:
        names = "; ".join(shown_line(each.name) for each in questions) or "–"
        raise InputError(_("Say which --question; this project has: {names}.").format(names=names))
    return questions[0]


def passage(start: int | None, end: int | None) -> tuple[int, int] | None:
    """The place that `--start` and `--end` give, or None where neither is there.

    Raises:
        BadParameter: only one of the two is there.
    """
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise BadParameter(_("--start and --end go together."))
    return start, end


def numbered(items: Sequence[T], first: int | None, last: int | None) -> Sequence[T]:
    """The items from one number to another, counted from 1, both included.

    Raises:
        InputError: there are no such items.
    """
    low, high = first or 1, last or len(items)
    if not low <= high <= len(items):
        there = plural("there is {n} unit", "there are {n} units", len(items))
        raise InputError(_("There are no units {low}–{high}: {there}.").format(low=low, high=high, there=there))
    return items[low - 1 : high]


def pairs_of(texts: Sequence[str], option: str, *, at_last: bool = False) -> list[tuple[str, str]]:
    """What `NAME=VALUE` options say, parted at the first `=`, or at the last where names hold one more often.

    Raises:
        BadParameter: one has no `=`.
    """
    found = []
    for text in texts:
        name, sign, value = text.rpartition("=") if at_last else text.partition("=")
        if not sign:
            raise BadParameter(_("'{text}' has no '='.").format(text=shown_line(text)), param_hint=option)
        found.append((name.strip(), value.strip()))
    return found
