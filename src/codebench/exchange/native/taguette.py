"""A project that Taguette exported as SQLite: its tables, as of versions 1.0 to 1.5."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from codebench.domain.errors import InputError
from codebench.domain.project_draft import (
    CodeRecord,
    CodingRecord,
    DocumentRecord,
    Fate,
    MemoRecord,
    ProjectDraft,
    Remark,
    Target,
)
from codebench.domain.text import shown_line
from codebench.exchange.native.html_text import HtmlText, text_of
from codebench.exchange.native.keys import Keys, keys_of, number, text
from codebench.exchange.refi.package import checksum
from codebench.i18n import _
from codebench.store.foreign_files import ForeignFile, foreign_file

_LEAST_WORDS = 3


def read(path: Path) -> ProjectDraft:
    """The project, straight from its tables; of a file with several projects the first that has documents.

    Highlights have no author there, so the codings come without one. Positions are bytes of UTF-8 in the text of the
    document's HTML; one that does not hold the words kept beside it is not certain.

    Raises:
        InputError: it is no export of Taguette.
    """
    with foreign_file(path) as tables:
        if not tables.has("documents", "highlights", "tags", "highlight_tags"):
            message = _("{name} is no project of Taguette; export it there as SQLite.")
            raise InputError(message.format(name=shown_line(path.name)))
        return _Project(path, tables).draft()


class _Project:
    def __init__(self, path: Path, tables: ForeignFile) -> None:
        self._path = path
        owners = [row["project_id"] for row in tables.rows("documents", ("project_id",))]
        self._id = owners[0] if owners else None
        projects = list(tables.rows("projects", ("id", "name", "description", "created")))
        self._about = next((row for row in projects if row["id"] == self._id), projects[0] if projects else {})
        self._others = len({row["id"] for row in projects} - {self._about.get("id")})
        self._key: Keys = keys_of("Taguette", f"{self._about.get('id')} {self._about.get('created')}")
        self._tables = tables

    def draft(self) -> ProjectDraft:
        """What the tables hold; the texts are read as they are asked for."""
        tags = [
            row for row in self._tables.rows("tags", ("id", "project_id", "path", "description")) if self._mine(row)
        ]
        codes, of_tag = codes_of([(row["id"], text(row["path"]), text(row["description"])) for row in tags], self._key)
        name = text(self._about.get("name")) or self._path.stem
        documents = [row for row in self._tables.rows("documents", ("id", "project_id")) if self._mine(row)]
        tagged = {row["highlight_id"] for row in self._tables.rows("highlight_tags", ("highlight_id", "tag_id"))}
        ids = {row["id"] for row in documents}
        highlights = list(self._tables.rows("highlights", ("id", "document_id")))
        untagged = sum(row["document_id"] in ids and row["id"] not in tagged for row in highlights)
        memos = []
        if text(self._about.get("description")).strip():
            about = text(self._about["description"])
            memos.append(MemoRecord(self._key("projects", self._id), Target.PROJECT, "", about, name))
        remarks = []
        if untagged:
            remarks.append(Remark(Fate.LEFT, _("highlights without a tag"), untagged))
        if self._others:
            remarks.append(Remark(Fate.LEFT, _("other projects in the same file"), self._others))
        return ProjectDraft(
            source=shown_line(self._path.name),
            format="taguette",
            tool="Taguette",
            name=name,
            checksum=checksum(self._path),
            documents=lambda: self._documents(of_tag),
            convention=_("bytes of UTF-8 in the text of the HTML, as Taguette counts") if highlights else "",
            codes=tuple(codes),
            memos=tuple(memos),
            remarks=tuple(remarks),
            n_documents=len(documents),
        )

    def _mine(self, row: dict[str, object]) -> bool:
        return bool(row["project_id"] == self._about.get("id", row["project_id"]))

    def _documents(self, of_tag: dict[object, str]) -> Iterator[DocumentRecord]:
        with foreign_file(self._path) as tables:
            tags: dict[object, list[object]] = defaultdict(list)
            for row in tables.rows("highlight_tags", ("highlight_id", "tag_id")):
                tags[row["highlight_id"]].append(row["tag_id"])
            marks: dict[object, list[dict[str, object]]] = defaultdict(list)
            for row in tables.rows("highlights", ("id", "document_id", "start_offset", "end_offset", "snippet")):
                marks[row["document_id"]].append(row)
            for row in tables.rows("documents", ("id", "project_id", "name", "description", "contents")):
                if not self._mine(row):
                    continue
                guid = self._key("documents", row["id"])
                html = HtmlText(text(row["contents"]))
                codings: list[CodingRecord] = []
                for mark in marks[row["id"]]:
                    codings += self._codings(mark, html, tags[mark["id"]], of_tag)
                memos = []
                if text(row["description"]).strip():
                    memos.append(MemoRecord(guid, Target.DOCUMENT, guid, text(row["description"])))
                yield DocumentRecord(guid, text(row["name"]), html.kept, tuple(codings), tuple(memos))

    def _codings(
        self, mark: dict[str, object], html: HtmlText, tags: list[object], of_tag: dict[object, str]
    ) -> Iterator[CodingRecord]:
        if not html.kept:
            return
        start, end = number(mark["start_offset"]) or 0, number(mark["end_offset"]) or 0
        place = html.place(start, end)
        words = text_of(text(mark["snippet"]))
        doubt = ""
        if place is None or (len(words) >= _LEAST_WORDS and words != html.words(start, end)):
            message = _("Taguette says bytes {start}–{end}, which do not hold the words it kept.")
            doubt = f"{message.format(start=start, end=end)} {words}".strip()
        begin, finish = place or (0, min(1, len(html.kept)))
        for tag in tags:
            if tag in of_tag:
                guid = self._key("highlight_tags", f"{mark['id']} {tag}")
                yield CodingRecord(guid, of_tag[tag], begin, finish, doubt=doubt)


def codes_of(tags: list[tuple[object, str, str]], key: Keys) -> tuple[list[CodeRecord], dict[object, str]]:
    """The codes of tags given as (number, path, description), parents first, and the code of each tag.

    A path is names with "." between them; a parent that is no tag itself is a heading.
    """
    by_path = {path: (tag, description) for tag, path, description in tags}
    codes: dict[str, CodeRecord] = {}
    of_tag: dict[object, str] = {}
    for tag, path, _description in tags:
        names = path.split(".")
        if not all(name.strip() for name in names):
            # "3.5 uur" or "..." are names, no paths.
            names = [path]
        above: str | None = None
        for depth, name in enumerate(names):
            prefix = path if len(names) == 1 else ".".join(names[: depth + 1])
            if prefix not in codes:
                own, description = by_path.get(prefix, (None, ""))
                guid = key("tags", own if own is not None else prefix)
                codes[prefix] = CodeRecord(guid, name, above, description, is_codable=prefix in by_path)
            above = codes[prefix].guid
        of_tag[tag] = codes[path].guid
    return list(codes.values()), of_tag
