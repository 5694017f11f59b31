"""Keys as a person reads them on the keyboard."""

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
    "section_sign": "§",
    "exclamation_mark": "!",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
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


def shown_key(key: str) -> str:
    """A key as a person reads it on the keyboard: `ctrl+z` as Ctrl+z, `f1` as F1."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if len(last) > 1 and last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), _SHOWN_KEYS.get(last, last)])
