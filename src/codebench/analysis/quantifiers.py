"""Words for a share of the cases ("de meeste", "enkele"), by bands that do not overlap and that are printed."""

from dataclasses import dataclass

from codebench.domain.errors import InputError
from codebench.i18n import _, plural

ONE, NONE = "één", "geen"


@dataclass(frozen=True, slots=True)
class Band:
    """A word and the least share, in per cent, from which it is used."""

    word: str
    least: float


BANDS = (
    Band("(vrijwel) alle", 90),
    Band("de meeste", 60),
    Band("ongeveer de helft", 40),
    Band("een aantal", 15),
    Band("enkele", 0),
)
"""The bands where a project names none: studies.md, S5."""


def check_bands(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """The bands from the highest down.

    Raises:
        InputError: two begin at the same share, one lies outside 0-100, or none begins at 0.
    """
    found = tuple(sorted(bands, key=lambda band: -band.least))
    starts = [band.least for band in found]
    if not found or len(set(starts)) < len(starts) or starts[-1] != 0 or starts[0] > 100:
        raise InputError(_("Bands of words begin at different shares from 0 to 100, and the lowest begins at 0."))
    return found


def quantifier(n: int, of: int, bands: tuple[Band, ...] = BANDS) -> str:
    """The word for `n` out of `of`; one and none have words of their own, whatever the share."""
    if n == 0 or of == 0:
        return NONE
    if n == 1:
        return ONE
    # As whole numbers where they are: 3 of 5 is 60 %, and not a hair less.
    return next(band.word for band in bands if 100 * n >= band.least * of)


def in_groups(n: int, of: int, groups: int, of_groups: int) -> str:
    """What stands instead for speakers of a group: whoever is silent there need not disagree."""
    return plural(
        "{n} van {{of}} vermeldde spontaan, in {{groups}} van {{of_groups}} groepen",
        "{n} van {{of}} vermeldden spontaan, in {{groups}} van {{of_groups}} groepen",
        n,
    ).format(of=of, groups=groups, of_groups=of_groups)


def rule_of(bands: tuple[Band, ...]) -> str:
    """The rule in words, for under a table."""
    parts = []
    upper: float | None = None
    for band in bands:
        span = f"≥ {band.least:g} %" if upper is None else f"{band.least:g}-<{upper:g} %"
        parts.append(f"{band.word} {span}")
        upper = band.least
    return _("words: {bands}; {one} n = 1, {none} n = 0").format(bands=", ".join(parts), one=ONE, none=NONE)
