"""A user's own keys: a small file of lines `scope.action = key, key`, read with what is wrong with it told by line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.tui.actions.shown import read_key, shown_key, written_key

_REMARK = re.compile(r"(^|\s)#.*")
_NEVER_FREE = ("ctrl+q",)  # Textual's own way out, which nothing may shut


class Keyed(Protocol):
    """What a key does, on a screen or in a widget."""

    @property
    def scope(self) -> str:
        """The screen, the widget, or `app` for everywhere."""

    @property
    def name(self) -> str:
        """Its name in a keymap."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys by default."""

    @property
    def help(self) -> str:
        """What it does, in a line."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that a user gave to actions, by name, and what could not be taken from the file, in sentences."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def of(self, action: Keyed) -> tuple[str, ...]:
        """The keys of an action: the user's, else those by default."""
        return self.keys.get(action.name) or defaults(action)


def defaults(action: Keyed) -> tuple[str, ...]:
    """The keys of an action by default, by Textual's names."""
    return tuple(read_key(key) or key for key in action.keys)


def read_keymap(text: str, actions: Sequence[Keyed]) -> Keymap:
    """The keymap that a file holds. A line that can't be taken is told and left out, all others hold."""
    known = {action.name: action for action in actions}
    asked: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    faults: list[tuple[int, str]] = []
    for n, line in enumerate(text.splitlines(), 1):
        bare = _REMARK.sub("", line).strip()
        if not bare:
            continue
        name, _equals, written = (part.strip() for part in bare.partition("="))
        fault, keys = _read_line(name, written, known, lines)
        if fault:
            faults.append((n, fault))
        else:
            asked[name], lines[name] = keys, n
    asked = {name: keys for name, keys in asked.items() if keys != defaults(known[name])}
    while clash := _clash(asked, known):
        name, fault = clash
        del asked[name]
        faults.append((lines[name], fault))
    return Keymap(asked, tuple(_("line {n}: {fault}").format(n=n, fault=fault) for n, fault in sorted(faults)))


def write_keymap(groups: Iterable[tuple[str, Sequence[Keyed]]], keymap: Keymap) -> str:
    """All actions with their present keys, in the form that `read_keymap` reads; groups are titles with actions."""
    blocks = []
    for title, actions in groups:
        lines = [f"{action.name} = {', '.join(map(written_key, keymap.of(action)))}" for action in actions]
        width = max(map(len, lines))
        told = [f"{line:<{width}}  # {action.help}" for line, action in zip(lines, actions, strict=True)]
        blocks.append("\n".join([f"# {title}", *told]))
    return "\n\n".join(blocks) + "\n"


def _read_line(
    name: str, written: str, known: Mapping[str, Keyed], lines: Mapping[str, int]
) -> tuple[str, tuple[str, ...]]:
    """What is wrong with a line, if anything, and the keys that it gives."""
    if name not in known:
        return _("no action is called '{name}'; `codebench keys` lists them.").format(name=shown_line(name)), ()
    if name in lines:
        return _("{name} has its keys already, in line {n}.").format(name=name, n=lines[name]), ()
    if not written:
        return _("{name} gets no key; write {name} = key, key.").format(name=name), ()
    keys = []
    for part in map(str.strip, written.split(",")):
        key = read_key(part) if part else None
        if key is None or key in _NEVER_FREE:
            message = _("'{key}' is no key that can be given; they are written as in `codebench keys`.")
            return message.format(key=shown_line(part)), ()
        keys.append(key)
    return "", tuple(dict.fromkeys(keys))


def _clash(asked: Mapping[str, tuple[str, ...]], known: Mapping[str, Keyed]) -> tuple[str, str] | None:
    """The last line whose key another action at work in the same place has, with what to say of it."""
    held: dict[str, list[Keyed]] = {}
    for action in known.values():
        for key in asked.get(action.name) or defaults(action):
            held.setdefault(key, []).append(action)
    for name in reversed([*asked]):
        one = known[name]
        for key in asked[name]:
            other = next((other for other in held[key] if other is not one and _meet(one, other, key)), None)
            if other is not None:
                message = _("{key} is the key of {other} ({help}) already; give that another one first.")
                return name, message.format(key=shown_key(key), other=other.name, help=other.help)
    return None


def _meet(one: Keyed, other: Keyed, key: str) -> bool:
    """Whether both would answer to the key in the same place; what did so from the start, knows how."""
    if one.scope == other.scope:
        return True
    scopes = {one.scope, other.scope}
    if "pane" in scopes or "table" in scopes:
        texts = {"app", "coding", "pane"}
        near = scopes <= texts if "pane" in scopes else not scopes & {"pane", "coding"}
        return near and not (key in defaults(one) and key in defaults(other))
    return "app" in scopes
