"""A code in the words of REFI-QDA: its attributes, and all its typed fields in one description that is read back."""

from collections.abc import Callable
from typing import Any

from codebench.domain.codebook import TEXT_FIELDS, CodeFields, is_mark
from codebench.domain.project_draft import CodeRecord
from codebench.exchange.refi.elements import Attributes, dashed
from codebench.exchange.refi.labels import Labelled, read, told

_LABELS = {name: name.replace("_", " ").replace("counter ", "counter-") for name in TEXT_FIELDS if name != "definition"}
_ARCHIVED = ("archived", "yes")
_MARK = "mark"
_LISTS = {"keywords": "keyword", "aliases": "alias", "rules": "rule"}


def code_attributes(code: CodeRecord, legal: Callable[[str], str]) -> Attributes:
    """The attributes of a `Code`."""
    told_of = {
        "guid": dashed(code.guid),
        "name": legal(code.name),
        "isCodable": "true" if code.is_codable else "false",
    }
    return told_of | ({"color": code.colour} if code.colour else {})


def code_description(code: CodeRecord) -> str:
    """The definition, and below it each other field under its label."""
    fields = code.fields
    away: list[Labelled] = [_ARCHIVED] if code.is_archived else []
    if fields is None:
        return told(code.description, away)
    labels: list[Labelled] = [
        (label, getattr(fields, name)) for name, label in _LABELS.items() if getattr(fields, name)
    ]
    labels += [(label, each) for name, label in _LISTS.items() for each in getattr(fields, name)]
    labels += [(_MARK, fields.mark)] if fields.mark else []
    return told(fields.definition, labels + away)


def is_archived(description: str) -> bool:
    """Whether `code_description` told that the code is put away."""
    return _ARCHIVED in read(description)[1]


def fields_in(description: str, colour: str) -> CodeFields:
    """The typed fields that `code_description` told of."""
    definition, labels = read(description)
    by_label = {label: name for name, label in _LABELS.items()}
    values: dict[str, Any] = {by_label[label]: words for label, words in labels if label in by_label}
    values |= {name: tuple(words for found, words in labels if found == label) for name, label in _LISTS.items()}
    mark = next((words for label, words in labels if label == _MARK and is_mark(words)), "")
    return CodeFields(definition=definition, colour=colour, mark=mark, **values)
