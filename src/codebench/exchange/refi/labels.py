"""Descriptions that people read and codebench reads back: a text, and below it a line "[label] words" for each thing.

A line of somebody's own that looks like a label gets a backslash in front, and loses it again.
"""

import re
from collections.abc import Iterable

Labelled = tuple[str, str]

IS_SET: Labelled = ("kind", "set")
"""What the description of a set says; that of a theme does not."""

LINKED = "coding"
"""The label of a coding that a memo links to."""

_LABEL = re.compile(r"\[([a-z][a-z .-]*)\](?: |$)")
_LIKE_ONE = re.compile(r"\\*\[[a-z][a-z .-]*\](?: |$)")


def told(text: str, labelled: Iterable[Labelled]) -> str:
    """The text with what is labelled below it."""
    lines = [_guarded(text)] if text else []
    below = [f"[{label}] {_guarded(words, 1)}" if words else f"[{label}]" for label, words in labelled]
    if lines and below:
        lines.append("")
    return "\n".join([*lines, *below])


def read(description: str) -> tuple[str, list[Labelled]]:
    """The text and what is labelled below it: `told`, the other way."""
    if not description:
        return "", []
    text: list[str] = []
    found: list[tuple[str, list[str]]] = []
    for line in description.split("\n"):
        label = _LABEL.match(line)
        if label is not None:
            found.append((label[1], [line[label.end() :]]))
            continue
        bare = line[1:] if line.startswith("\\") and _LIKE_ONE.match(line) else line
        (found[-1][1] if found else text).append(bare)
    if found and text and not text[-1]:
        text.pop()
    return "\n".join(text), [(label, "\n".join(lines)) for label, lines in found]


def joined(parts: Iterable[str]) -> str:
    """Several names as one readable text."""
    return "; ".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in parts)


def parted(text: str) -> tuple[str, ...]:
    """The names in a text: `joined`, the other way."""
    found, part, characters = [], "", iter(text)
    for character in characters:
        if character == "\\":
            part += next(characters, "")
        elif character == ";":
            found.append(part)
            part = ""
            next(characters, "")
        else:
            part += character
    return (*found, part)


def _guarded(text: str, first: int = 0) -> str:
    """The text with a backslash before each line, from the first one, that looks like a label."""
    lines = text.split("\n")
    return "\n".join(f"\\{line}" if i >= first and _LIKE_ONE.match(line) else line for i, line in enumerate(lines))
