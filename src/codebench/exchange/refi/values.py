"""Variables and values of REFI-QDA: what type each has here, and its values."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from codebench.domain.errors import InputError
from codebench.domain.project_draft import VariableRecord
from codebench.domain.variables import Value, VariableType, parse_number, parse_value
from codebench.exchange.refi.xml import Element, children, guid, local

_TYPES = {
    "integer": VariableType.NUMBER,
    "float": VariableType.NUMBER,
    "boolean": VariableType.CATEGORY,
    "date": VariableType.DATE,
    "datetime": VariableType.DATE,
}

# A text is a category when so few different ones come back so often that they are hardly free texts.
_MOST_OPTIONS = 30
_LONGEST_OPTION = 60


@dataclass(slots=True)
class Variables:
    """The variables of a project as they are found, with what their values look like."""

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    _seen: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, element: Element) -> None:
        """A `Variable`."""
        key = guid(element.get("guid"))
        if key:
            kind = (element.get("typeOfVariable") or "Text").casefold()
            self.names[key] = (element.get("name") or key, kind)

    def look_at(self, element: Element) -> None:
        """Look at the values of a case or a source."""
        for key, text in _texts(element):
            seen = self._seen.setdefault(key, Counter())
            if len(seen) <= _MOST_OPTIONS:
                seen[text[: _LONGEST_OPTION + 1]] += 1

    def records(self) -> Iterator[VariableRecord]:
        """The variables with the types that they have here."""
        for key, (name, _kind) in self.names.items():
            yield VariableRecord(key, name, self._type(key))

    def values(self, element: Element, types: Mapping[str, VariableType]) -> tuple[dict[str, Value], int]:
        """The values of a case or a source by the GUID of their variable, and how many could not be read."""
        found: dict[str, Value] = {}
        unread = 0
        for key, text in _texts(element):
            kind = types.get(key)
            if kind is None:
                unread += 1
                continue
            try:
                found[key] = parse_value(kind, text[:10] if kind is VariableType.DATE else text)
            except InputError:
                unread += 1
        return found, unread

    def _type(self, key: str) -> VariableType:
        kind = self.names[key][1]
        seen = self._seen.get(key, Counter())
        if kind in ("integer", "float") and not _are_numbers(seen):
            return VariableType.TEXT
        if kind in _TYPES:
            return _TYPES[kind]
        return text_type(seen)


def text_type(seen: Counter[str]) -> VariableType:
    """Category or text, for values given as texts."""
    is_short = all(len(text) <= _LONGEST_OPTION and "\n" not in text for text in seen)
    is_few = len(seen) <= _MOST_OPTIONS and (len(seen) <= 5 or 2 * len(seen) <= sum(seen.values()))
    return VariableType.CATEGORY if is_short and is_few else VariableType.TEXT


def _texts(element: Element) -> Iterator[tuple[str, str]]:
    for value in children(element, "VariableValue"):
        key, text = "", ""
        for child in value:
            if local(child) == "VariableRef":
                key = guid(child.get("targetGUID"))
            else:
                text = str(child.text or "").strip()
        # A reference alone is a value that is missing.
        if key and text:
            yield key, text


def _are_numbers(texts: Iterable[str]) -> bool:
    try:
        return all(parse_number(text) is not None for text in texts)
    except InputError:
        return False
