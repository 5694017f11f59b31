"""Which texts and questions are listed, and in which parts, from what the project knows of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from codebench.domain.draft import DocumentKind
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.models import DocumentInfo, Progress, QuestionInfo, Stage

if TYPE_CHECKING:
    from codebench.tui.parts.filterlist import Item

QUESTION = "question"
"""The kind of an open question, beside those of documents."""
KINDS = {
    str(DocumentKind.TRANSCRIPT): _("Transcripts"),
    str(DocumentKind.NOTE): _("Notes"),
    QUESTION: _("Open questions"),
}
STAGES = {Stage.NOT_BEGUN: _("Not begun"), Stage.BEGUN: _("Begun"), Stage.DONE: _("Done")}


class Parts(StrEnum):
    """What the list is divided by."""

    NOTHING = "nothing"
    KIND = "kind"
    GROUP = "group"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text or an open question in the list; `group` is the case that a text belongs to."""

    id: int
    kind: str
    name: str
    group: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over a part of the list; `of` counts what would stand there without a filter."""

    title: str
    n: int
    of: int


Line = Entry | Heading | None
"""What stands on a line of the list; None is an empty line."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is listed: all, or only one stage, kind or group, and names with these letters."""

    stage: Stage | None = None
    kind: str | None = None
    group: str | None = None
    letters: str = ""

    def takes(self, entry: Entry) -> bool:
        """Whether an entry is listed."""
        return (
            self.stage in (None, entry.progress.stage)
            and self.kind in (None, entry.kind)
            and self.group in (None, entry.group)
            and self.letters.casefold() in f"{entry.name} {entry.group}".casefold()
        )

    def told(self) -> str:
        """What is listed, in words; empty where it is all."""
        words = [
            *([STAGES[self.stage].lower()] if self.stage is not None else []),
            *([KINDS[self.kind].lower()] if self.kind is not None else []),
            *([shown_line(_of_group(self.group))] if self.group is not None else []),
            *([f"“{shown_line(self.letters)}”"] if self.letters else []),
        ]
        return " · ".join(words)

    def without(self, name: str) -> "Wanted":
        """The same, but for its stage, kind or group."""
        return Wanted(
            stage=None if name == "stage" else self.stage,
            kind=None if name == "kind" else self.kind,
            group=None if name == "group" else self.group,
            letters=self.letters,
        )


def entries(documents: Iterable[DocumentInfo], questions: Iterable[QuestionInfo]) -> list[Entry]:
    """All that can be listed, in the order of the project: first the texts, then the open questions."""
    found = [Entry(each.id, str(each.kind), each.name, each.group, each.progress) for each in documents]
    for question in questions:
        same = question.wording.startswith(question.name.rstrip("…"))
        name = question.wording if same else f"{question.name}  {question.wording}"
        found.append(Entry(question.id, QUESTION, name, "", question.progress))
    return found


def arranged(found: Sequence[Entry], wanted: Wanted, parts: Parts) -> list[Line]:
    """The lines of the list: each part under its heading, an empty line between parts; empty parts are left out."""
    titles = _titles(found, parts)
    of = Counter(_part(entry, parts) for entry in found)
    listed: dict[str, list[Entry]] = {}
    for entry in found:
        if wanted.takes(entry):
            listed.setdefault(_part(entry, parts), []).append(entry)
    lines: list[Line] = []
    for key, title in titles.items():
        if key in listed:
            lines += [*([None] if lines else []), Heading(title, len(listed[key]), of[key]), *listed[key]]
    return lines


def choices(found: Sequence[Entry], wanted: Wanted) -> "list[Item]":
    """What one may ask for, each with how many it leaves of what is asked for otherwise; key is (part, value)."""
    from codebench.tui.parts.filterlist import Item

    items = [Item(("", None), _("all"), str(len(found)))]
    for name, values in (
        ("stage", STAGES),
        ("kind", KINDS),
        ("group", {entry.group: _of_group(entry.group) for entry in found if entry.kind != QUESTION}),
    ):
        among = [entry for entry in found if wanted.without(name).takes(entry)]
        counts = Counter(entry.progress.stage if name == "stage" else getattr(entry, name) for entry in among)
        there = {value: title for value, title in values.items() if counts[value]}
        if len(there) > 1:
            items += [Item((name, value), title, str(counts[value])) for value, title in there.items()]
    return items


def _of_group(group: str) -> str:
    return _("group {name}").format(name=group) if group else _("no group")


def _part(entry: Entry, parts: Parts) -> str:
    if parts is Parts.STAGE:
        return str(entry.progress.stage)
    if entry.kind == QUESTION or parts is Parts.KIND:
        return entry.kind
    return f"in {entry.group}" if parts is Parts.GROUP else ""


def _titles(found: Sequence[Entry], parts: Parts) -> dict[str, str]:
    """The parts that there may be, in order, with their headings."""
    if parts is Parts.STAGE:
        return {str(stage): title for stage, title in STAGES.items()}
    if parts is Parts.KIND:
        return KINDS
    titles = {"": _("Texts")}
    if parts is Parts.GROUP:
        groups = dict.fromkeys(entry.group for entry in found if entry.kind != QUESTION)
        titles = {f"in {group}": group or _("No group") for group in sorted(groups, key=lambda name: (not name, name))}
    return titles | {QUESTION: KINDS[QUESTION]}
