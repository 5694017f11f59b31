"""Figures of the codings: comparisons, codes that come together, scales, new codes; and filters kept by name."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from codebench.analysis.comparison import ComparisonRequest, comparison
from codebench.analysis.cooccurrence import CooccurrenceRequest, cooccurrence
from codebench.analysis.families import FamiliesRequest, families
from codebench.analysis.newcodes import NewCodesRequest, new_codes
from codebench.analysis.scales import ScalesRequest, scales
from codebench.analysis.scope import Denominator, ScopeRequest, resolve
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind
from codebench.i18n import _
from codebench.project.coders import Coders
from codebench.project.preferences import Preferences
from codebench.project.session import Session

SETTING = "filters"


class Figures:
    """Tables over what whoever asks may see, and the filters they are asked with.

    Who takes part in an open blind round gets their own work counted. Each table names the state of the project that it
    is of; making it raises InputError where such a coder asks for another's work, besides what its function in
    `analysis` raises.
    """

    def __init__(self, session: Session, coders: Coders) -> None:
        self._session = session
        self._coders = coders

    def compared(self, request: ComparisonRequest) -> Table:
        """Codes or closed answers against a variable or the sections; see `analysis.comparison`."""
        seen = replace(request, scope=self.seen(request.scope))
        return self._session.with_state(lambda: comparison(self._session.store, seen))

    def families(self, request: FamiliesRequest) -> Table:
        """Two families of codes side by side; see `analysis.families`."""
        seen = replace(request, scope=self.seen(request.scope))
        return self._session.with_state(lambda: families(self._session.store, seen))

    def cooccurrence(self, request: CooccurrenceRequest) -> Table:
        """Which codes come together; see `analysis.cooccurrence`."""
        seen = replace(request, scope=self.seen(request.scope))
        return self._session.with_state(lambda: cooccurrence(self._session.store, seen))

    def scales(self, request: ScalesRequest) -> Table:
        """Means of scales; see `analysis.scales`."""
        seen = replace(request, scope=self.seen(request.scope))
        return self._session.with_state(lambda: scales(self._session.store, seen))

    def new_codes(self, request: NewCodesRequest) -> Table:
        """New codes per document; see `analysis.newcodes`.

        Raises:
            ConflictError: the project is thematic: the sentence says why they have no meaning there.
        """
        Preferences(self._session).refuse_where_silent()
        seen = replace(request, scope=self.seen(request.scope))
        return self._session.with_state(lambda: new_codes(self._session.store, seen))

    def seen(self, scope: ScopeRequest) -> ScopeRequest:
        """The scope as far as whoever asks may see it; who does not say who they are asks for their own work.

        Raises:
            InputError: a round hides the work that was asked for.
        """
        session = self._session
        if not session.coder_name and scope.coder is not None:
            named = [coder for coder in self._coders.all() if coder.name.casefold() == scope.coder.casefold()]
            session = Session(session.store, named[0] if named else None)
        if session.visible().coders is None:
            return scope
        if scope.coder is not None and scope.coder.casefold() != session.coder.name.casefold():
            raise InputError(session.blindness)
        return replace(scope, coder=session.coder.name)

    # Filters

    def filters(self) -> dict[str, ScopeRequest]:
        """The filters by name, in order."""
        value = self._session.value("SELECT value FROM settings WHERE name = ?", [SETTING])
        kept = {} if value is None else json.loads(value)
        guids = {guid: name for name, guid in self._guids().items()}
        return {name: _read(kept[name], guids) for name in sorted(kept)}

    def filter(self, name: str) -> ScopeRequest:
        """The filter of this name.

        Raises:
            NotFoundError: there is none.
        """
        there = self.filters()
        if name not in there:
            message = _("There is no filter '{name}'; this project has: {names}.")
            names = ", ".join(map(shown_line, there)) or "–"
            raise NotFoundError(message.format(name=shown_line(name), names=names))
        return there[name]

    def keep_filter(self, name: str, scope: ScopeRequest) -> None:
        """Keep a filter under a name, instead of what was there; whose work counts is no part of it.

        Raises:
            InputError: the name is empty.
            NotFoundError: something that the filter names does not exist.
        """
        if not name.strip():
            raise InputError(_("A filter has a name."))
        # What does not exist is refused now, and not each time that the filter is used.
        resolve(self._session.store, replace(scope, coder=None), coded=False)
        self._put(self.filters() | {name.strip(): scope}, _("keep filter {name}").format(name=shown_line(name)))

    def remove_filter(self, name: str) -> None:
        """Forget a filter.

        Raises:
            NotFoundError: there is none.
        """
        self.filter(name)
        rest = {each: scope for each, scope in self.filters().items() if each != name}
        self._put(rest, _("remove filter {name}").format(name=shown_line(name)))

    def _guids(self) -> dict[str, str]:
        """The numbers of documents that other files know too, by name."""
        query = "SELECT name, guid FROM documents WHERE kind <> 'answer' AND status = 'active'"
        return dict(self._session.tuples(query))

    def _put(self, filters: dict[str, ScopeRequest], summary: str) -> None:
        guids = self._guids()
        value = json.dumps({name: _written(scope, guids) for name, scope in filters.items()}, ensure_ascii=False)
        row = self._session.value("SELECT id FROM settings WHERE name = ?", [SETTING])
        with self._session.act("setting", summary) as act:
            if row is None:
                act.insert("settings", name=SETTING, value=value)
            elif filters:
                act.update("settings", row, value=value)
            else:
                act.delete("settings", [row])


def _written(scope: ScopeRequest, guids: Mapping[str, str]) -> dict[str, object]:
    # Documents go by their number: a name may be somebody's, and has to go where a purge or a withdrawal erases it.
    return {
        "documents": [guids.get(name, name) for name in scope.documents],
        "questions": scope.questions,
        "sections": scope.sections,
        "where": scope.where,
        "level": scope.level,
        "of": scope.of,
    }


def _read(kept: dict[str, Any], names: Mapping[str, str]) -> ScopeRequest:
    # One that is gone keeps its number: the filter then finds no such document, and never all of them.
    return ScopeRequest(
        documents=tuple(names.get(guid, guid) for guid in kept["documents"]),
        questions=tuple(kept["questions"]),
        sections=tuple(kept["sections"]),
        where=tuple((variable, label) for variable, label in kept["where"]),
        level=None if kept["level"] is None else CaseKind(kept["level"]),
        of=Denominator(kept["of"]),
    )
