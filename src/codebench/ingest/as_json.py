"""Drafts as JSON, for a look at what a reader understood before anything is taken in: streamed, with all texts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from codebench.domain.draft import CaseDraft, DocumentDraft, Draft
from codebench.domain.variables import Value


def drafts_as_json(drafts: Sequence[Draft], left_out: Mapping[int, str]) -> Iterator[str]:
    """The pieces of one JSON document: an object with a list of `files`.

    Each file has its cases and documents; a document has its units with who speaks (`speaker`, the key of a case),
    section, time and text. `left_out` says for drafts, by index, why they would not be taken in.
    """
    yield '{"files": ['
    for i, draft in enumerate(drafts):
        yield ",\n" if i else "\n"
        head = {
            "source": draft.source,
            "format": draft.format,
            "left_out": left_out.get(i),
            "convention": draft.convention or None,
            "n": {"documents": draft.n_documents, "units": draft.n_units, "cases": draft.n_cases},
            "labels": [
                {"label": one.label, "name": one.name, "role": one.role, "turns": one.turns, "doubt": one.doubt or None}
                for one in draft.labels
            ],
            "doubtful": [{"where": doubt.where, "what": doubt.what} for doubt in draft.doubts],
            "recognised": [{"what": one.what, "as": str(one.role), "detail": one.detail} for one in draft.findings],
            "variables": [
                {"name": one.name, "type": str(one.type), "options": list(one.options)} for one in draft.variables
            ],
            "questions": [{"name": one.name, "wording": one.wording} for one in draft.questions],
        }
        yield _dumped(head).removesuffix("}")
        # Twice through the records rather than all of them in memory.
        yield from _listed("cases", (_case(one) for one in draft.records() if isinstance(one, CaseDraft)))
        yield from _listed("documents", (_document(one) for one in draft.records() if isinstance(one, DocumentDraft)))
        yield "}"
    yield "\n]}\n"


def _listed(name: str, items: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield f', "{name}": ['
    for i, item in enumerate(items):
        yield (",\n  " if i else "\n  ") + _dumped(item)
    yield "]"


def _case(case: CaseDraft) -> dict[str, Any]:
    return {
        "key": case.key,
        "name": case.name,
        "kind": str(case.kind),
        "role": str(case.role),
        "group": case.group,
        "existing": case.existing,
        "values": {name: _value(value) for name, value in case.values.items()},
    }


def _value(value: Value) -> Any:
    if value.absence is not None:
        return {"absence": str(value.absence)}
    if value.options:
        return list(value.options)
    return value.text if value.number is None else value.number


def _document(document: DocumentDraft) -> dict[str, Any]:
    sections = [section.title for section in document.sections]
    return {
        "name": document.name,
        "kind": str(document.kind),
        "case": document.case,
        "question": document.question,
        "absence": None if document.absence is None else str(document.absence),
        "sections": sections,
        "units": [
            {
                "kind": str(unit.kind),
                "speaker": unit.case,
                "section": None if unit.section is None else sections[unit.section],
                "time_ms": unit.time_ms,
                "start": unit.start,
                "end": unit.end,
                "text": document.text[unit.body_start : unit.end],
            }
            for unit in document.units
        ],
    }


def _dumped(item: dict[str, Any]) -> str:
    """The item as JSON that steers no terminal; lone surrogates, which are no UTF-8, are escaped as well."""
    text = json.dumps(item, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(item).replace("\x7f", "\\u007f")
