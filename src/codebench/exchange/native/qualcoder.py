"""A project of QualCoder (`name.qda/data.qda`): its tables, as documented for versions 3 to 17."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from codebench.domain.errors import InputError
from codebench.domain.project_draft import (
    CaseRecord,
    CodeRecord,
    CoderRecord,
    CodingRecord,
    DocumentRecord,
    Fate,
    MemoRecord,
    ProjectDraft,
    Remark,
    Target,
    VariableRecord,
)
from codebench.domain.text import shown_line
from codebench.domain.variables import Value, VariableType, parse_value
from codebench.exchange.native.keys import Keys, keys_of, number, text
from codebench.exchange.offsets import Convention, CountedText, Passage, Pool, Understood, evidence
from codebench.exchange.refi.package import checksum
from codebench.exchange.refi.values import text_type
from codebench.exchange.refi.xml import colour
from codebench.exchange.ways import Chosen, Samples
from codebench.i18n import _
from codebench.store.foreign_files import ForeignFile, foreign_file

_CODINGS = ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo")
_CASE_TEXTS = ("caseid", "fid", "pos0", "pos1")
_NOTES = ("anid", "fid", "pos0", "pos1", "memo", "owner", "date")

# Positions are of a Python text, half-open; some versions wrote those of the Qt widget, in UTF-16 units, behind emoji.
_WAYS = (Convention(), Convention(utf16=True))

Rows = dict[int, list[dict[str, object]]]


def read(path: Path, chosen: Chosen | None = None) -> ProjectDraft:
    """The project, straight from its tables; `chosen` is how somebody says its positions count.

    Raises:
        InputError: it is no project of QualCoder, or its positions can't count so.
    """
    file = path / "data.qda" if path.is_dir() else path
    name = path.parent.name if path.name.casefold() == "data.qda" else path.name
    with foreign_file(file) as tables:
        if not tables.has("source", "code_text", "code_name"):
            message = _("{name} is no project of QualCoder; name its folder (.qda).")
            raise InputError(message.format(name=shown_line(name)))
        return _Project(file, shown_line(name), tables, chosen).draft()


class _Project:
    def __init__(self, file: Path, name: str, tables: ForeignFile, chosen: Chosen | None) -> None:
        self._file, self._name, self._tables = file, name, tables
        about = next(iter(tables.rows("project", ("date", "memo", "about", "databaseversion"))), {})
        self._about = about
        self._key: Keys = keys_of("QualCoder", text(about.get("date")))
        self._coders: dict[str, str] = {}
        self._pool, self._samples = Pool(_WAYS), Samples()
        if chosen is not None:
            self._pool.choose(chosen.convention, chosen.coder)
        self._left: Counter[str] = Counter()

    def draft(self) -> ProjectDraft:
        """What its tables hold; the texts are read as they are asked for."""
        codes = list(self._codes())
        variables = self._variables()
        cases = list(self._cases(variables))
        n_documents = 0
        marks = _by_file(self._tables, "code_text", _CODINGS)
        for owners in (marks, _by_file(self._tables, "annotation", _NOTES)):
            for rows in owners.values():
                for row in rows:
                    self._coder(row["owner"])
        texts: set[int] = set()
        for source, called, counted in self._texts(self._tables):
            n_documents += 1
            texts.add(source)
            passages = [_passage(row) for row in marks.get(source, ())]
            if passages:
                self._pool.add(counted, evidence(counted, passages))
                self._samples.look(called, counted, passages)
        self._left["codings"] = sum(len(rows) for source, rows in marks.items() if source not in texts)
        memos = list(self._memos())
        return ProjectDraft(
            source=self._name,
            format="qualcoder",
            tool="QualCoder",
            name=self._name.removesuffix(".qda"),
            checksum=checksum(self._file),
            documents=lambda: self._documents({code.guid for code in codes}, variables),
            convention=self._pool.told(),
            ways=self._samples.ways(self._pool),
            coders=tuple(CoderRecord(guid, name) for name, guid in self._coders.items()),
            codes=tuple(codes),
            variables=tuple(variables.values()),
            cases=tuple(cases),
            memos=tuple(memos),
            remarks=tuple(self._remarks()),
            n_documents=n_documents,
        )

    def _coder(self, owner: object) -> str | None:
        name = text(owner).strip()
        return self._coders.setdefault(name, self._key("coder", name)) if name else None

    def _codes(self) -> Iterator[CodeRecord]:
        """Categories, then codes: each below what it belongs to. A category is no code there, but only a heading."""
        found = []
        for row in self._tables.rows("code_cat", ("catid", "name", "memo", "supercatid")):
            above = None if row["supercatid"] is None else self._key("code_cat", row["supercatid"])
            found.append(
                CodeRecord(
                    self._key("code_cat", row["catid"]), text(row["name"]), above, text(row["memo"]), is_codable=False
                )
            )
        for row in self._tables.rows("code_name", ("cid", "name", "memo", "catid", "color", "supercid")):
            above = None if row["catid"] is None else self._key("code_cat", row["catid"])
            if row["supercid"] is not None:
                above = self._key("code_name", row["supercid"])
            guid = self._key("code_name", row["cid"])
            found.append(CodeRecord(guid, text(row["name"]), above, text(row["memo"]), colour(text(row["color"]))))
        yield from parents_first(found)

    def _variables(self) -> dict[tuple[str, str], VariableRecord]:
        """Attributes of cases and of files by (kind, name); values that are few and short make a category."""
        seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for row in self._tables.rows("attribute", ("name", "attr_type", "value")):
            if text(row["value"]).strip():
                seen[text(row["attr_type"]).casefold(), text(row["name"])][text(row["value"]).strip()] += 1
        found = {}
        rows = list(self._tables.rows("attribute_type", ("name", "caseorfile", "valuetype")))
        for row in rows:
            place = (text(row["caseorfile"]).casefold(), text(row["name"]))
            kind = text_type(seen[place])
            if text(row["valuetype"]).casefold() == "numeric" and _are_numbers(seen[place]):
                kind = VariableType.NUMBER
            found[place] = VariableRecord(self._key("attribute_type", "\n".join(place)), place[1], kind)
        return found

    def _values(self, kind: str, variables: dict[tuple[str, str], VariableRecord]) -> dict[int, dict[str, Value]]:
        found: dict[int, dict[str, Value]] = defaultdict(dict)
        for row in self._tables.rows("attribute", ("name", "attr_type", "value", "id")):
            if text(row["attr_type"]).casefold() != kind or not text(row["value"]).strip():
                continue
            variable = variables.get((kind, text(row["name"])))
            of = number(row["id"])
            if variable is not None and of is not None:
                found[of][variable.guid] = parse_value(variable.type, text(row["value"]))
        return found

    def _cases(self, variables: dict[tuple[str, str], VariableRecord]) -> Iterator[CaseRecord]:
        values = self._values("case", variables)
        lengths = {row["id"]: len(text(row["fulltext"])) for row in self._tables.rows("source", ("id", "fulltext"))}
        whole: dict[int | None, list[str]] = defaultdict(list)
        for row in self._tables.rows("case_text", _CASE_TEXTS):
            start, end = number(row["pos0"]), number(row["pos1"])
            if not start and (end or 0) >= lengths.get(row["fid"], 0) - 1:
                whole[number(row["caseid"])].append(self._key("source", row["fid"]))
        for row in self._tables.rows("cases", ("caseid", "name")):
            case = number(row["caseid"])
            own = values.get(case, {}) if case is not None else {}
            yield CaseRecord(self._key("cases", case), text(row["name"]), own, tuple(whole[case]))

    def _memos(self) -> Iterator[MemoRecord]:
        for row in self._tables.rows("cases", ("caseid", "memo", "owner", "date")):
            key = self._key("cases", row["caseid"])
            yield from self._memo(key, Target.CASE, key, row)
        for row in self._tables.rows("journal", ("jid", "name", "jentry", "owner", "date")):
            written = {"memo": row["jentry"], "owner": row["owner"], "date": row["date"]}
            yield from self._memo(self._key("journal", row["jid"]), Target.PROJECT, "", written, text(row["name"]))
        yield from self._memo(self._key("project", "memo"), Target.PROJECT, "", self._about, self._name)

    def _memo(
        self, guid: str, target: Target, about: str, row: dict[str, object], title: str = ""
    ) -> Iterator[MemoRecord]:
        if text(row.get("memo")).strip():
            coder = self._coder(row.get("owner"))
            yield MemoRecord(guid, target, about, text(row["memo"]), title, coder, text(row.get("date")))

    def _texts(self, tables: ForeignFile) -> Iterator[tuple[int, str, CountedText]]:
        for row in tables.rows("source", ("id", "fulltext", "mediapath", "name")):
            if row["fulltext"] is None:
                self._left[_media(text(row["mediapath"]))] += 1
            else:
                yield row["id"], text(row["name"]), CountedText(text(row["fulltext"]))

    def _documents(self, codes: set[str], variables: dict[tuple[str, str], VariableRecord]) -> Iterator[DocumentRecord]:
        with foreign_file(self._file) as tables:
            self._tables = tables
            values = self._values("file", variables)
            marks = _by_file(tables, "code_text", _CODINGS)
            spoken = _by_file(tables, "case_text", _CASE_TEXTS)
            notes = _by_file(tables, "annotation", _NOTES)
            for row in tables.rows("source", ("id", "name", "fulltext", "memo", "owner", "date")):
                if row["fulltext"] is None:
                    continue
                source, counted = row["id"], CountedText(text(row["fulltext"]))
                guid = self._key("source", source)
                codings = list(self._codings(marks.get(source, []), counted, codes))
                memos = list(self._memo(guid, Target.DOCUMENT, guid, row))
                memos += self._passage_memos(guid, notes.get(source, []), counted)
                speakers = [
                    (self._key("cases", each["caseid"]), place.start, place.end)
                    for each, place in self._places(spoken.get(source, []), counted)
                    if place.is_certain
                ]
                own = values.get(source, {})
                yield DocumentRecord(
                    guid, text(row["name"]), counted.frozen, tuple(codings), tuple(memos), tuple(speakers), own
                )

    def _places(
        self, rows: list[dict[str, object]], counted: CountedText
    ) -> Iterator[tuple[dict[str, object], Understood]]:
        if counted.frozen:
            passages = [_passage(row) for row in rows]
            yield from zip(rows, self._pool.understood(counted, passages, None), strict=True)

    def _codings(self, rows: list[dict[str, object]], counted: CountedText, codes: set[str]) -> Iterator[CodingRecord]:
        for row, place in self._places(rows, counted):
            code = self._key("code_name", row["cid"])
            if code not in codes:
                continue
            doubt = ""
            if not place.is_certain:
                message = _("QualCoder says {start}–{end}; what it counts by is not certain.")
                doubt = message.format(start=row["pos0"], end=row["pos1"]) + f" {text(row['seltext'])}"
            guid, coder = self._key("code_text", row["ctid"]), self._coder(row["owner"])
            span = (place.start, place.end)
            yield CodingRecord(guid, code, *span, coder, text(row["date"]), text(row["memo"]), doubt.strip())

    def _passage_memos(self, about: str, rows: list[dict[str, object]], counted: CountedText) -> Iterator[MemoRecord]:
        for row, place in self._places(rows, counted):
            if text(row["memo"]).strip():
                key, coder = self._key("annotation", row["anid"]), self._coder(row["owner"])
                told = (text(row["memo"]), "", coder, text(row["date"]))
                yield MemoRecord(key, Target.PASSAGE, about, *told, place.start, place.end)

    def _remarks(self) -> Iterator[Remark]:
        for table, what in (("code_image", _("codings of pictures")), ("code_av", _("codings of sound and video"))):
            n = sum(1 for _row in self._tables.rows(table, ("rowid",)))
            if n:
                yield Remark(Fate.LEFT, what, n)
        names = {"images": _("pictures"), "audio": _("sound recordings"), "video": _("video recordings")}
        for kind, n in self._left.items():
            if n:
                what = (
                    _("codings whose text is missing")
                    if kind == "codings"
                    else names.get(kind, _("sources without text"))
                )
                yield Remark(Fate.LEFT, what, n)


def parents_first(codes: list[CodeRecord]) -> Iterator[CodeRecord]:
    """The codes, each after its parent; those whose parent there is not, or who are their own, stand at the top."""
    below: dict[str | None, list[CodeRecord]] = defaultdict(list)
    known = {code.guid for code in codes}
    for code in codes:
        below[code.parent if code.parent in known else None].append(code)
    todo = list(reversed(below[None]))
    done: set[str] = set()
    while todo:
        code = todo.pop()
        done.add(code.guid)
        yield code
        todo += reversed(below[code.guid])
    yield from (code for code in codes if code.guid not in done)


def _by_file(tables: ForeignFile, table: str, columns: tuple[str, ...]) -> Rows:
    found: Rows = defaultdict(list)
    for row in tables.rows(table, columns):
        source = number(row["fid"])
        if source is not None and number(row["pos0"]) is not None and number(row["pos1"]) is not None:
            found[source].append(row)
    return found


def _passage(row: dict[str, object]) -> Passage:
    return Passage(number(row["pos0"]) or 0, number(row["pos1"]) or 0, text(row.get("seltext")))


def _media(path: str) -> str:
    return next((kind for kind in ("images", "audio", "video") if kind in path.casefold()), "other")


def _are_numbers(values: Counter[str]) -> bool:
    try:
        return all(parse_value(VariableType.NUMBER, value).number is not None for value in values)
    except InputError:
        return False
