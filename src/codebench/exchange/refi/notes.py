"""Notes of a REFI-QDA project: their texts, and what refers to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from codebench.domain.project_draft import MemoRecord, Target
from codebench.domain.text import freeze
from codebench.exchange.refi.package import Package
from codebench.exchange.refi.sources import decoded
from codebench.exchange.refi.xml import Element, children, guid, text_of


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its title, its text, who wrote it and when."""

    guid: str
    title: str
    body: str
    coder: str | None
    created_at: str


@dataclass(slots=True)
class Notes:
    """The notes of a project by GUID, and which of them something refers to."""

    known: dict[str, Note] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    coded: int = 0

    def add(self, element: Element, package: Package) -> None:
        """A `Note`; what is coded in it is counted only."""
        key = guid(element.get("guid"))
        body = text_of(element, "PlainTextContent")
        if not body and element.get("plainTextPath"):
            body = decoded(package.content(element.get("plainTextPath")) or b"")
        body = freeze(body).strip() or text_of(element, "Description").strip()
        title = " ".join((element.get("name") or "").split())[:200]
        coder = guid(element.get("creatingUser")) or None
        self.known[key] = Note(key, title, body or title, coder, element.get("creationDateTime") or "")
        for selection in children(element, "PlainTextSelection"):
            self.coded += sum(1 for _coding in children(selection, "Coding"))

    def text(self, keys: Iterable[str]) -> str:
        """These notes as one text, for what has room for one."""
        found = [self.known[key] for key in keys if key in self.known]
        return "\n\n".join(f"{n.title}\n{n.body}" if n.title and n.title != n.body else n.body for n in found).strip()

    def memos(
        self, keys: Iterable[str], target: Target, about: str, start: int = 0, end: int = 0
    ) -> Iterator[MemoRecord]:
        """These notes as memos on one thing; a note on several things becomes a memo on each."""
        for key in keys:
            note = self.known.get(key)
            if note is not None and note.body:
                yield MemoRecord(key, target, about, note.body, note.title, note.coder, note.created_at, start, end)

    def loose(self) -> Iterator[MemoRecord]:
        """The notes to which nothing refers: memos on the project."""
        return self.memos((key for key in self.known if key not in self.used), Target.PROJECT, "")
