"""Lists beside the reading order: codings to look at again, rare codes, what was missed, new themes, the like."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from codebench.domain.table import Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.session import Session
from codebench.project.suggestion_feed import SuggestionFeed, UnitText
from codebench.project.suggestions import Suggester
from codebench.project.workers import Progress

MOST = 200


class SideKind(StrEnum):
    """Which list."""

    RECHECK = "recheck"
    HUNT = "hunt"
    MISSED = "missed"
    THEMES = "themes"
    LIKE = "like"


@dataclass(frozen=True, slots=True)
class SideList:
    """A list as a table, and per row the passage (document, start, end) that it is about."""

    table: Table
    places: tuple[tuple[int, int, int], ...]


def side_list(
    suggester: Suggester,
    session: Session,
    kind: SideKind,
    *,
    code_id: int | None = None,
    unit_id: int | None = None,
    progress: Progress | None = None,
) -> SideList:
    """A list of what the present coder may want to look at, the best first.

    `missed` is about a code, `like` about a unit. It takes a few milliseconds per unit that is looked at.

    Raises:
        WorkerError: the helper process failed.
    """
    found = _list(suggester, session, kind, code_id, unit_id, progress)
    return replace(found, table=replace(found.table, state=session.state()))


def _list(
    suggester: Suggester,
    session: Session,
    kind: SideKind,
    code_id: int | None,
    unit_id: int | None,
    progress: Progress | None,
) -> SideList:
    if kind is SideKind.LIKE:
        assert unit_id is not None
        return _like(suggester, session, unit_id)
    feed = SuggestionFeed(session)
    own = feed.own()
    everything = list(chain.from_iterable(feed.pages()))
    wanted = {
        SideKind.RECHECK: [unit for unit in everything if own.get(unit)],
        SideKind.HUNT: [unit for unit in everything if unit not in own],
        SideKind.MISSED: [unit for unit in everything if unit in own],
        SideKind.THEMES: everything,
    }[kind]
    rows = suggester.list_of(session, kind, wanted, {"code": code_id}, progress)
    if kind is SideKind.THEMES:
        return _themes(feed, rows, len(wanted))
    if kind is SideKind.RECHECK:
        return _rechecks(session, feed, rows, len(wanted))
    return _chances(session, feed, kind, rows, len(wanted), code_id)


def _rechecks(
    session: Session, feed: SuggestionFeed, rows: list[tuple[int, int, float, list[float] | None]], n: int
) -> SideList:
    names = _code_names(session)
    found = [
        (unit, (names[code], f"{chance:.0%}", _rather(names, rather))) for unit, code, chance, rather in rows[:MOST]
    ]
    return _with_texts(
        feed,
        _("Codings to look at again"),
        (_("Code"), _("Chance"), _("Rather")),
        found,
        _("Each coding is judged by what you coded elsewhere; those that another code would rather fit are listed."),
        plural("N = {n} coded unit", "N = {n} coded units", n),
    )


def _chances(
    session: Session, feed: SuggestionFeed, kind: SideKind, rows: list[tuple[int, float]], n: int, code_id: int | None
) -> SideList:
    found = [(unit, (f"{chance:.0%}",)) for unit, chance in rows[:MOST]]
    if kind is SideKind.HUNT:
        title = _("Where rare codes may be: what is known least of, first")
        rule = _("Units that you have not judged, by the chance of their most probable code; shares mean nothing yet.")
    else:
        title = _("Without '{code}', though it is probable").format(
            code=shown_line(_code_names(session).get(code_id or 0, ""))
        )
        rule = _("Units that you judged and that do not have the code, by its chance.")
    return _with_texts(feed, title, (_("Chance"),), found, rule, plural("N = {n} unit", "N = {n} units", n))


def _themes(feed: SuggestionFeed, rows: list[tuple[str, int, int, float, list[int]]], n: int) -> SideList:
    found = [(units[0], (word, len(units), n_coded)) for word, _n, n_coded, _unlike, units in rows if units]
    return _with_texts(
        feed,
        _("Words that may be a theme without a code"),
        (_("Word"), _("Uncoded units"), _("Coded units")),
        found,
        _("Words that stand out in units without a code (log-likelihood G²) and whose units are unlike all codes."),
        plural("N = {n} unit", "N = {n} units", n),
    )


def _like(suggester: Suggester, session: Session, unit_id: int) -> SideList:
    found = [(one.unit_id, (f"{one.similarity:.2f}",)) for one in suggester.similar(session, unit_id)]
    return _with_texts(
        SuggestionFeed(session),
        _("What you coded that is like this"),
        (_("Likeness"),),
        found,
        _("Cosine of stems and letter groups, 0 to 1, with every unit that you judged."),
        plural("{n} shown", "{n} shown", len(found)),
    )


def _with_texts(
    feed: SuggestionFeed,
    title: str,
    headings: tuple[str, ...],
    found: Iterable[tuple[int, tuple[str | int, ...]]],
    rule: str,
    n: str,
) -> SideList:
    """The rows with the text of their unit; a unit that is gone by now is left out."""
    entries = list(found)
    texts = feed.texts({unit for unit, _cells in entries})
    there = [(texts[unit], cells) for unit, cells in entries if unit in texts]
    kinds = [
        ColumnKind.COUNT if isinstance(cell, int) else ColumnKind.TEXT for cell in (there[0][1] if there else headings)
    ]
    columns = [Column(heading, kind) for heading, kind in zip(headings, kinds, strict=True)]
    rows = [Row((*cells, _one_line(text))) for text, cells in there]
    table = Table(title, (*columns, Column(_("Text"))), tuple(rows), rule, n)
    return SideList(table, tuple((text.document_id, text.start, text.start + len(text.text)) for text, _cells in there))


def _one_line(text: UnitText) -> str:
    return " ".join(text.text.split())


def _rather(names: dict[int, str], rather: list[float] | None) -> str:
    return "" if rather is None else f"{names.get(int(rather[0]), '')} {rather[1]:.0%}"


def _code_names(session: Session) -> dict[int, str]:
    return dict(session.tuples("SELECT code_id, path FROM view_codes"))
