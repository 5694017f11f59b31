"""For whom a CSV is written: delimiter, sign of decimals, and whether a byte order mark stands in front."""

from enum import StrEnum

_BYTE_ORDER_MARK = "\ufeff"


class CsvProfile(StrEnum):
    """EXCEL opens at a double click in Dutch and Belgian Excel; OPEN is what every other program reads (RFC 4180)."""

    EXCEL = "excel"
    OPEN = "open"

    @property
    def delimiter(self) -> str:
        """What stands between two cells."""
        return ";" if self is CsvProfile.EXCEL else ","

    @property
    def mark(self) -> str:
        """What the file begins with: Excel takes UTF-8 for Windows-1252 without a byte order mark."""
        return _BYTE_ORDER_MARK if self is CsvProfile.EXCEL else ""

    def number(self, digits: str) -> str:
        """A number that is written with a point, as programs write it, in the decimals of the profile."""
        return digits.replace(".", ",") if self is CsvProfile.EXCEL else digits
