"""Editing a text after coding: a new version, and for each coding what became of it, shown before yes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codebench.domain.draft import DocumentKind, UnitKind
from codebench.domain.errors import ConflictError
from codebench.domain.remap import Hunk, Outcome, Remapped, TextEdit
from codebench.domain.spans import Span, trim
from codebench.domain.text import freeze
from codebench.domain.variables import AbsenceWords
from codebench.i18n import _
from codebench.project.absences import absence_words
from codebench.project.decisions import forget_decisions
from codebench.project.documents import Documents, coding_infos
from codebench.project.imports import UNIT_COLUMNS
from codebench.project.models import CodingInfo, EditEffect, UnitInfo
from codebench.project.round_rows import forget_round_units
from codebench.project.session import Session
from codebench.store.journal import Act


@dataclass(frozen=True, slots=True)
class EditPlan:
    """What an edit would do: the changes, and per coding its outcome; of every coder, unless a round hides some."""

    document_id: int
    hunks: tuple[Hunk, ...]
    effects: tuple[EditEffect, ...]

    def count(self, outcome: Outcome) -> int:
        """How many codings have this outcome."""
        return sum(effect.outcome == outcome for effect in self.effects)


class Edits:
    """New versions of texts."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents = Documents(session)

    def preview(self, document_id: int, text: str) -> EditPlan:
        """What a new text would do to the codings; nothing is written.

        Raises:
            ConflictError: the text is the same.
        """
        old = self._documents.text(document_id)
        edit = TextEdit.between(old, freeze(text))
        if not edit.hunks:
            raise ConflictError(_("The text is the same as it was; there is nothing to change."))
        return self.plan(document_id, edit)

    def plan(self, document_id: int, edit: TextEdit) -> EditPlan:
        """What an edit would do to the codings; nothing is written."""
        codes = dict(self._session.tuples("SELECT code_id, path FROM view_codes"))
        seen = {coding.id for coding in self._documents.codings(document_id)}
        effects = []
        for coding, became in self.became(document_id, edit):
            if coding.id not in seen:
                continue
            effects.append(
                EditEffect(
                    coding_id=coding.id,
                    code=codes[coding.code_id],
                    coder=coding.coder,
                    outcome=str(became.outcome),
                    before=edit.old[coding.start : coding.end],
                    after=None if became.span is None else edit.new[became.span.start : became.span.end],
                )
            )
        return EditPlan(document_id, edit.hunks, tuple(effects))

    def apply(self, document_id: int, text: str) -> EditPlan:
        """Make a new version of a text, with codings, units, sections and memos where they belong in it.

        A coding whose text is gone is kept on the old version as *orphaned*. A unit whose text is gone goes,
        with its review marks; text that is new belongs to the unit before it. An answer that was absent has a unit
        from now on, and one that now says "nvt" or nothing has none.

        Raises:
            ConflictError: the text is the same.
        """
        plan = self.preview(document_id, text)
        edit = TextEdit.between(self._documents.text(document_id), freeze(text))
        summary = _("edit the text of {name}").format(name=self._documents.info(document_id).name)
        with self._session.risky_act("edit", summary) as act:
            self.write(act, document_id, edit)
        return plan

    def write(self, act: Act, document_id: int, edit: TextEdit, words: AbsenceWords | None = None) -> None:
        """Within an act, make the new version, and bring along what hangs on the text.

        An answer that is one of these `words` (those of the project if none are given) is none any more.
        """
        version, number = self._session.tuples(
            "SELECT id, number FROM text_versions WHERE document_id = ? AND is_current = 1", [document_id]
        )[0]
        new_id = act.reserve("text_versions", 1)[0]
        content = act.keep_texts([new_id], [edit.new])[0]
        act.update("text_versions", version, is_current=0)
        act.insert(
            "text_versions",
            document_id=document_id,
            number=number + 1,
            content_id=content,
            length=len(edit.new),
            is_current=1,
        )
        self._move_codings(act, document_id, edit, new_id)
        self._move_memos(act, version, edit, new_id)
        self._move_sections(act, document_id, edit)
        if not self._renew_answer(act, document_id, edit, words or absence_words(self._session)):
            self._move_units(act, document_id, edit)

    def _move_codings(self, act: Act, document_id: int, edit: TextEdit, version: int) -> None:
        changes: list[tuple[int, dict[str, str | int | float | None]]] = []
        for coding, became in self.became(document_id, edit):
            span = became.span
            if span is None:
                changes.append((coding.id, {"status": "orphaned"}))
            else:
                changes.append((coding.id, {"text_version_id": version, "start": span.start, "end": span.end}))
        act.update_rows("codings", changes)

    def became(self, document_id: int, edit: TextEdit) -> Iterator[tuple[CodingInfo, Remapped]]:
        """What becomes of each coding. Where two shrink onto the same words, the second's text is gone to the first."""
        taken: set[tuple[Span, int, int]] = set()
        # Of all there are: what a round hides from this coder moves with the text too.
        for coding in coding_infos(self._session, "g.document_id = ? AND g.status = 'active'", [document_id]):
            became = edit.remap(Span(coding.start, coding.end))
            if became.span is not None:
                place = (became.span, coding.code_id, coding.coder_id)
                if place in taken:
                    became = Remapped(Outcome.TEXT_GONE, None)
                taken.add(place)
            yield coding, became

    def _move_memos(self, act: Act, old_version: int, edit: TextEdit, version: int) -> None:
        rows = self._session.tuples('SELECT id, start, "end" FROM memos WHERE text_version_id = ?', [old_version])
        for memo_id, start, end in rows:
            span = edit.remap(Span(start, end)).span
            if span is not None:
                act.update("memos", memo_id, text_version_id=version, start=span.start, end=span.end)

    def _move_sections(self, act: Act, document_id: int, edit: TextEdit) -> None:
        rows = self._session.tuples(
            'SELECT id, start, "end" FROM sections WHERE document_id = ? ORDER BY start', [document_id]
        )
        at = 0
        for section_id, start, end in rows:
            span = edit.remap(Span(start, end)).span if start < end else None
            low, high = (span.start, span.end) if span is not None else (at, at)
            act.update("sections", section_id, start=low, end=high)
            at = high

    def _renew_answer(self, act: Act, document_id: int, edit: TextEdit, words: AbsenceWords) -> bool:
        """Whether the document holds no answer before or after; then its absence and its unit follow the words."""
        kind, case, before = self._session.tuples(
            "SELECT kind, case_id, absence FROM documents WHERE id = ?", [document_id]
        )[0]
        after = words.kind(edit.new) if kind == DocumentKind.ANSWER else None
        if kind != DocumentKind.ANSWER or (before is None and after is None):
            return False
        act.update("documents", document_id, absence=None if after is None else str(after))
        if after is not None:
            self._drop_units(act, document_id, [unit.id for unit in self._documents.units(document_id)])
        elif (whole := trim(edit.new, 0, len(edit.new))) is not None:
            row = (document_id, str(UnitKind.ANSWER), 0, whole.start, whole.start, whole.end, case, None, None)
            act.insert_rows("units", UNIT_COLUMNS, [row])
        return True

    def _move_units(self, act: Act, document_id: int, edit: TextEdit) -> None:
        units = self._documents.units(document_id)
        places = unit_places(edit, units)
        self._drop_units(act, document_id, [unit.id for unit in units if unit.id not in places])
        for i, unit in enumerate(unit for unit in units if unit.id in places):
            start, body_start, end = places[unit.id]
            act.update("units", unit.id, start=start, body_start=body_start, end=end, position=i)

    def _drop_units(self, act: Act, document_id: int, gone: Sequence[int]) -> None:
        forget_round_units(self._session, act, gone)
        for unit_id in gone:
            for table in ("review_marks", "bookmarks"):
                marks = self._session.tuples(f"SELECT id FROM {table} WHERE unit_id = ?", [unit_id])
                act.delete(table, [row[0] for row in marks])
            forget_decisions(self._session, act, units=[unit_id])
            for (memo_id,) in self._session.tuples("SELECT id FROM memos WHERE unit_id = ?", [unit_id]):
                act.update("memos", memo_id, unit_id=None, document_id=document_id)
        act.delete("units", gone)


def unit_places(edit: TextEdit, units: Sequence[UnitInfo]) -> dict[int, tuple[int, int, int]]:
    """Per unit that lives on its (start, body start, end) in the new text; new text joins the unit before it."""
    if len(units) == 1 and units[0].kind == "answer":
        whole = trim(edit.new, 0, len(edit.new))
        return {} if whole is None else {units[0].id: (whole.start, whole.start, whole.end)}
    found: list[tuple[int, int, int, int]] = []
    for unit in units:
        became: Remapped = edit.remap(Span(unit.start, unit.end))
        if became.span is None:
            continue
        label = edit.remap(Span(unit.start, unit.body_start)).span if unit.start < unit.body_start else None
        body = became.span.start if label is None else min(label.end, became.span.end)
        found.append((unit.id, became.span.start, body, became.span.end))
    places: dict[int, tuple[int, int, int]] = {}
    for i, (unit_id, start, body, end) in enumerate(found):
        limit = found[i + 1][1] if i + 1 < len(found) else len(edit.new)
        grown = _grown(edit, end, limit) if edit.brings_text else end
        places[unit_id] = (start, min(body, grown), grown)
    return places


def _grown(edit: TextEdit, end: int, limit: int) -> int:
    """Where a unit ends when it takes in what was inserted after it and before the next unit."""
    reach = max((hunk.new_end for hunk in edit.hunks if end <= hunk.new_start and hunk.new_end <= limit), default=end)
    new = trim(edit.new, end, reach) if end < reach else None
    return end if new is None else new.end
