"""Keys as a person reads them on the keyboard, and writes them in a keymap."""

import re
import unicodedata

_SHOWN_KEYS = {
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "semicolon": ";",
    "full_stop": ".",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "ampersand": "&",
    "asterisk": "*",
    "dollar_sign": "$",
    "quotation_mark": '"',
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "section_sign": "§",
    "exclamation_mark": "!",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "underscore": "_",
    "number_sign": "#",
    "at": "@",
    "percent_sign": "%",
    "backslash": "\\",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "vertical_line": "|",
    "tilde": "~",
    "circumflex_accent": "^",
    "grave_accent": "`",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}
_NAMES = {shown.casefold(): key for key, shown in _SHOWN_KEYS.items()}
_IN_WORDS = {"comma", "number_sign", "left", "right", "up", "down"}
"""What a keymap writes in words: it parts keys by commas, begins remarks with # and is typed on any keyboard."""
_FUNCTION = re.compile(r"f([1-9]|1\d|2[0-4])\Z")
_SAME_BYTE = {"i": "tab", "m": "enter", "j": "enter", "h": "backspace", "left_square_bracket": "escape"}


def shown_key(key: str) -> str:
    """A key as a person reads it on the keyboard: `ctrl+z` as Ctrl+z, `f1` as F1."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if _FUNCTION.match(last):
        last = last.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), _SHOWN_KEYS.get(last, last)])


def written_key(key: str) -> str:
    """A key as a keymap writes it; `read_key` gives the key back."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if last not in _IN_WORDS:
        return shown_key(key)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


def read_key(written: str) -> str | None:
    """Textual's name of a key that a person wrote; None where no terminal sends such a key of its own."""
    *modifiers, last = written.split("+") if len(written) > 1 and not written.endswith("+") else [written]
    if written.endswith("++"):
        modifiers, last = written[:-2].split("+"), "+"
    prefix = sorted(modifier.casefold() for modifier in modifiers)
    key = _bare(last)
    if key is None or not {"ctrl", "shift", "alt"}.issuperset(prefix) or len(set(prefix)) < len(prefix):
        return None
    if prefix == ["shift"] and len(key) == 1:
        return key.upper() if key.isalpha() else None  # what Shift makes of a digit is the keyboard's to say
    if "ctrl" in prefix and len(key) == 1:
        key = key.lower()
    if prefix == ["ctrl"] and key in _SAME_BYTE:
        return None
    return "+".join([*prefix, key])


def _bare(written: str) -> str | None:
    """Textual's name of a key without modifiers."""
    if len(written) == 1 and written.isalnum():
        return written
    key = _NAMES.get(written.casefold(), written.casefold())
    if key in _SHOWN_KEYS or _FUNCTION.match(key):
        return key
    if len(written) == 1 and written.isprintable():
        return unicodedata.name(written, "").lower().replace("-", "_").replace(" ", "_") or None
    return None
