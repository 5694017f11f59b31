"""What codebench said in descriptions, read back: of variables, cases, notes, units, and who judged what."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

from codebench.domain.draft import DocumentKind, SectionDraft, UnitDraft, UnitKind
from codebench.domain.errors import InputError
from codebench.domain.project_draft import CaseRecord, MemoRecord, QuestionRecord, Target, VariableRecord
from codebench.domain.variables import Absence, CaseKind, Role, Value, VariableType, parse_number, parse_value
from codebench.exchange.refi.labels import LINKED, Labelled, parted, read
from codebench.exchange.refi.xml import Element, children, guid, local, text_of

_SECTION = re.compile(r"(\d{1,12})-(\d{1,12}) (.*)", re.DOTALL)
_ABSENCES = {str(kind): kind for kind in Absence}


def variable(element: Element) -> VariableRecord:
    """A `Variable`, with its type and its options."""
    key = guid(element.get("guid") or element.get("name"))
    labels = read(text_of(element, "Description"))[1]
    kind = next((words for label, words in labels if label == "type"), "text")
    options = tuple(dict.fromkeys(words for label, words in labels if label == "option"))
    known = VariableType(kind) if kind in set(VariableType) else VariableType.TEXT
    return VariableRecord(key, element.get("name") or key, known, options)


def case(element: Element, variables: Mapping[str, VariableRecord]) -> tuple[CaseRecord, list[MemoRecord]]:
    """A `Case` with its values, kinds of absence too, and the memos in its description."""
    key = guid(element.get("guid") or element.get("name"))
    labels = read(text_of(element, "Description"))[1]
    by_name = {each.name: each.guid for each in variables.values()}
    found = dict(values(element, variables))
    for label, words in labels:
        if label in _ABSENCES:
            found |= {by_name[name]: Value(absence=_ABSENCES[label]) for name in parted(words) if name in by_name}
    told = dict(labels)
    record = CaseRecord(
        key,
        element.get("name") or key,
        found,
        tuple(guid(each.get("targetGUID")) for each in children(element, "SourceRef")),
        CaseKind(told["kind"]) if told.get("kind") in set(CaseKind) else None,
        Role(told["role"]) if told.get("role") in set(Role) else Role.PARTICIPANT,
        guid(told.get("part of")) or None,
    )
    return record, list(_memos(key, labels))


def values(element: Element, variables: Mapping[str, VariableRecord]) -> Iterator[tuple[str, Value]]:
    """The values of a case or a source by the GUID of their variable."""
    for each in children(element, "VariableValue"):
        key, text = "", None
        for child in each:
            if local(child) == "VariableRef":
                key = guid(child.get("targetGUID"))
            else:
                text = str(child.text or "")
        if key in variables and text is not None:
            with suppress(InputError):
                yield key, _value(variables[key].type, text)


def _value(kind: VariableType, text: str) -> Value:
    if kind is VariableType.MULTIPLE:
        return Value(options=parted(text))
    if kind is VariableType.NUMBER:
        return Value(number=parse_number(text))
    if kind is VariableType.DATE:
        return parse_value(kind, text)
    return Value(text=text) if kind is VariableType.TEXT else Value(options=(text,))


def _memos(about: str, labels: list[Labelled]) -> Iterator[MemoRecord]:
    for (label, words), (following, stamp) in pairwise(labels):
        if label != "memo" or following != "written":
            continue
        key, coder, moment, *rest = [*stamp.split(" "), "", "", ""]
        title, _line, body = words.partition("\n") if "title" in rest else ("", "", words)
        who = None if coder in ("-", "") else guid(coder)
        links = tuple(guid(each.partition(":")[2]) for each in rest if each.startswith(f"{LINKED}:"))
        record = MemoRecord(guid(key), Target.CASE, about, body, title, who, moment.strip("-"), kind=rest[0])
        yield replace(record, linked=links)


def note(element: Element) -> MemoRecord:
    """A `Note`; what it is about is the project where it doesn't say so itself."""
    labels = read(text_of(element, "Description"))[1]
    told = dict(labels)
    target, _blank, about = told.get("on", "").partition(" ")
    return MemoRecord(
        guid(element.get("guid")),
        Target(target) if target in set(Target) else Target.PROJECT,
        guid(about),
        text_of(element, "PlainTextContent"),
        element.get("name") or "",
        guid(element.get("creatingUser")) or None,
        element.get("creationDateTime") or "",
        kind=told.get("kind", ""),
        linked=tuple(guid(words) for label, words in labels if label == LINKED),
    )


def questions(description: str) -> Iterator[QuestionRecord]:
    """The questions that the description of a project lists."""
    for label, words in read(description)[1]:
        head, _line, wording = words.partition("\n")
        key, _blank, name = head.partition(" ")
        if label == "question" and name:
            yield QuestionRecord(guid(key), name, wording)


def sections(labels: Iterable[Labelled], length: int) -> tuple[SectionDraft, ...]:
    """The sections of a document."""
    told = (_SECTION.fullmatch(words) for label, words in labels if label == "section")
    places = ((int(each[1]), int(each[2]), each[3]) for each in told if each is not None)
    return tuple(SectionDraft(title, start, end) for start, end, title in places if start <= end <= length)


def unit(labels: list[Labelled], start: int, end: int, case: str | None, n_sections: int) -> UnitDraft | None:
    """The unit that lies on a passage, None where there is none."""
    told = dict(labels)
    kind = next((each for each in UnitKind if each in told), None)
    if kind is None or kind is UnitKind.ANSWER:
        return None
    body, section, time = (_number(told.get(label, "").split(" ")[0]) for label in (str(kind), "in section", "time"))
    inside = section - 1 if section is not None and 0 < section <= n_sections else None
    return UnitDraft(kind, start, min(max(body or 0, start), end), end, case, inside, time)


def units_of_answer(labels: list[Labelled], length: int, case: str | None) -> tuple[UnitDraft, ...]:
    """The units of an answer that are not simply all of it."""
    found = []
    for label, words in labels:
        numbers = [_number(word) for word in words.split(" ")] if label == "unit" else []
        if len(numbers) == 3 and None not in numbers:
            start, body, end = (min(each or 0, length) for each in numbers)
            found.append(UnitDraft(UnitKind.ANSWER, start, max(body, start), end, case))
    return tuple(found)


def in_order(units: Iterable[UnitDraft]) -> bool:
    """Whether units follow each other without overlapping."""
    at = 0
    for each in units:
        if not at <= each.start <= each.body_start <= each.end:
            return False
        at = each.end
    return True


def judged(labels: Iterable[Labelled], n_units: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Who has judged which units."""
    found = []
    for label, words in labels:
        who, *ranges = words.split(" ")
        if label == "judged":
            numbers = (number for each in ranges for number in _range(each, n_units))
            found.append((guid(who), tuple(dict.fromkeys(numbers))))
    return tuple(found)


def kind_of(labels: Iterable[Labelled]) -> DocumentKind | None:
    """What a document is; an ANSWER stands for a source in which answers are joined."""
    word = dict(labels).get("document")
    if word == "survey":
        return DocumentKind.ANSWER
    return DocumentKind(word) if word in ("transcript", "note") else None


def absence(labels: Iterable[Labelled]) -> Absence | None:
    """Why an answer says nothing."""
    return _ABSENCES.get(dict(labels).get("absence", ""))


def _range(text: str, most: int) -> Iterator[int]:
    first, _dash, last = text.partition("-")
    start, end = _number(first), _number(last or first)
    if start is not None and end is not None:
        yield from range(start, min(end + 1, most))


def _number(text: str) -> int | None:
    return min(int(text), 2**40) if text.isascii() and text.isdigit() and len(text) < 15 else None
