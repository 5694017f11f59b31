"""Text as it is frozen, and text as it may be shown on a terminal."""

import hashlib
import re

_CONTROL = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_CONTROL[0x7F] = 0x2421
_CONTROL.update(dict.fromkeys(range(128, 160), 65533))
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROL.update(dict.fromkeys(_BIDI, 9676))
_CONTROL.update(dict.fromkeys(range(55296, 57344), 65533))
_CONTROL.update({0x2028: 0x2424, 0x2029: 0x2424})

_ONE_LINE = _CONTROL | {0x09: 0x20, 0x0A: 0x2424}

WORD = re.compile(r"[^\W_]")


def freeze(raw: str) -> str:
    """The text as a version keeps it: LF line ends, no byte order marks in front, all else untouched.

    A frozen text is frozen for good: freezing it again changes nothing.
    """
    return raw.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def checksum(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, as 64 hexadecimal digits (lone surrogates are kept)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def shown(text: str) -> str:
    """The text with every character that could steer a terminal replaced by a visible one.

    The length in code points stays the same, so offsets into the original hold. Tab and newline
    stay; C0 becomes its picture (U+2400 block), DEL U+2421, C1 and lone surrogates U+FFFD, bidirectional
    controls U+25CC, line and paragraph separators U+2424.
    """
    return text.translate(_CONTROL)


def shown_line(text: str) -> str:
    """Like `shown`, for a place that has one line: tabs become spaces, newlines U+2424."""
    return text.translate(_ONE_LINE)


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet could take it for a formula.

    Whether one skips spaces in front differs, so we do.
    """
    harmful = text.startswith(("\t", "\r")) or text.lstrip().startswith(("=", "+", "-", "@"))
    return f"'{text}" if harmful else text


def covers_word(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] holds at least one letter or digit."""
    return WORD.search(text, start, end) is not None
