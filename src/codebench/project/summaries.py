"""The framework matrix: what each case says about each code or theme, summarised in a coder's own words.

A summary names the codings that it rests on, with their lengths; where these are others now, it is stale.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from codebench.analysis.coded import code_tree, codes_of_set
from codebench.analysis.reading import consistent, in_order
from codebench.analysis.scope import OUTSIDE, Scope, ScopeRequest, resolve
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.query import quoted
from codebench.i18n import _
from codebench.project.framework import Cell, Column, Framework, Subject, Summary
from codebench.project.session import Session
from codebench.project.themes import Themes
from codebench.store.journal import chunks, new_guid

_SOME = 2_000
SAID, NOTHING_SAID = "said", "nothing said"


@dataclass(frozen=True, slots=True)
class FrameworkRequest:
    """Which columns, over what: codes by path or name, or those of a set, by its name; or with `themes` those.

    All top codes where nothing is named.
    """

    codes: tuple[str, ...] = ()
    themes: bool = False
    scope: ScopeRequest = field(default_factory=ScopeRequest)
    code_set: str | None = None


class Summaries:
    """The summaries of a project; each method that changes something is one act.

    Of a cell that several summarised the present coder's own is shown, else the one that was changed last.
    """

    def __init__(self, session: Session, seen: Callable[[ScopeRequest], ScopeRequest]) -> None:
        self._session = session
        self._seen = seen

    def framework(self, request: FrameworkRequest) -> Framework:
        """The matrix over a scope: a row for each case that counts, a column for each code or theme.

        Raises:
            NotFoundError: something that was named does not exist.
            InputError: several coders coded the same units and none was chosen, or the columns are asked for twice.
            ConflictError: themes were asked for, and a blind round hides others' work.
        """
        scope = self._seen(request.scope)
        return consistent(self._session.store, lambda: self._framework(request, scope))

    def put(self, case_id: int, subject: Subject, text: str, based_on: str) -> None:
        """Say in one's own words what a case says; `based_on` is what its cell rests on now.

        Raises:
            InputError: the text is empty.
        """
        if not text.strip():
            raise InputError(_("A summary needs a text; or say that nothing was said."))
        self._write(case_id, subject, SAID, text.strip(), based_on)

    def put_nothing_said(self, case_id: int, subject: Subject, based_on: str) -> None:
        """Say that a case says nothing about it (geen uitspraak): that was looked for, and is not there."""
        self._write(case_id, subject, NOTHING_SAID, "", based_on)

    def clear(self, case_id: int, subject: Subject) -> None:
        """Take the present coder's summary of a cell away.

        Raises:
            NotFoundError: there is none.
        """
        found = self._own(case_id, subject)
        if found is None:
            raise NotFoundError(_("You have no summary there."))
        with self._session.act("summary remove", _("remove a summary")) as act:
            act.delete("summaries", [found])

    def _write(self, case_id: int, subject: Subject, kind: str, text: str, based_on: str) -> None:
        self._session.require("cases", case_id, _("case"))
        if subject.code_id is not None:
            self._session.require("codes", subject.code_id, _("code"))
        elif subject.theme_id is not None:
            self._session.require("themes", subject.theme_id, _("theme"))
        found = self._own(case_id, subject)
        with self._session.act("summary", _("write a summary")) as act:
            columns = {"kind": kind, "text": text, "based_on": based_on, "changed_at": act.created_at}
            if found is not None:
                act.update("summaries", found, **columns)
            else:
                act.insert(
                    "summaries",
                    guid=new_guid(),
                    coder_id=self._session.coder.id,
                    case_id=case_id,
                    code_id=subject.code_id,
                    theme_id=subject.theme_id,
                    created_at=act.created_at,
                    **columns,
                )

    def _own(self, case_id: int, subject: Subject) -> int | None:
        found = self._session.value(
            "SELECT id FROM summaries WHERE case_id = ? AND coder_id = ? AND code_id IS ? AND theme_id IS ?",
            [case_id, self._session.coder.id, subject.code_id, subject.theme_id],
        )
        return None if found is None else int(found)

    # The matrix

    def _framework(self, request: FrameworkRequest, asked: ScopeRequest) -> Framework:
        scope = resolve(self._session.store, asked)
        columns = self._columns(request)
        resting = self._resting(scope, columns)
        unread = self._unread(scope)
        written = self._written()
        cases = scope.cases[1:]
        cells = {}
        for case in cases:
            for column in columns:
                key = (case, column.subject)
                there = sorted(resting.get(key, ()))
                cells[key] = Cell(len(there), " ".join(there), case not in unread, written.get(key))
        names = dict(
            self._session.tuples(
                "SELECT k.id, CASE WHEN p.kind = 'group' THEN p.name || '/' || k.name ELSE k.name END FROM cases k"
                " LEFT JOIN cases p ON p.id = k.parent_id"
            )
        )
        return Framework(
            cases=tuple((case, str(names[case])) for case in cases),
            columns=tuple(columns),
            cells=cells,
            layer=scope.layer.in_words(),
            material=scope.material,
            state=self._session.state(),
        )

    def _resting(self, scope: Scope, columns: Sequence[Column]) -> dict[tuple[int, Subject], set[str]]:
        """By case and column the codings that count, each as its GUID and length."""
        under: dict[int, list[Subject]] = {}
        for column in columns:
            for code in column.codes:
                under.setdefault(code, []).append(column.subject)
        at: dict[int, set[tuple[int, Subject]]] = {}
        query = (
            "SELECT coding_id, unit_id FROM coding_units WHERE code_id = :code AND coder_id = :coder"
            " ORDER BY is_alone, case_id, coding_id, unit_id"
        )
        for coder in scope.layer.coders:
            places = scope.places_of(coder).tolist()
            for code, subjects in under.items():
                params = {"code": code, "coder": coder}
                for coding, unit in zip(
                    *in_order(self._session.store, query, ["coding_id", "unit_id"], params), strict=True
                ):
                    if scope.is_case(places[unit]):
                        case = scope.cases[places[unit]]
                        at.setdefault(coding, set()).update((case, subject) for subject in subjects)
        found: dict[tuple[int, Subject], set[str]] = {}
        named = (
            "SELECT g.id, g.guid || ':' || (g.\"end\" - g.start) FROM codings g"
            f" WHERE g.id IN (SELECT value FROM json_each(?)) AND {self._session.visible().codings('g')}"
        )
        for some in chunks(list(at), _SOME):
            for coding, name in self._session.tuples(named, [json.dumps(some)]):
                for key in at[coding]:
                    found.setdefault(key, set()).add(name)
        return found

    def _unread(self, scope: Scope) -> set[int]:
        """The cases of which a unit was not yet reviewed."""
        places = scope.place.copy()
        places[scope.layer.reviewed(self._session.store)] = OUTSIDE
        return scope.cases_at(places)

    def _written(self) -> dict[tuple[int, Subject], Summary]:
        """The summaries by their cell."""
        found: dict[tuple[int, Subject], Summary] = {}
        seen = self._session.visible().condition("s.coder_id")
        me = self._session.coder_name
        for case, code, theme, coder, kind, *rest in self._session.tuples(
            "SELECT s.case_id, s.code_id, s.theme_id, r.name, s.kind, s.text, s.based_on, s.changed_at"
            f" FROM summaries s JOIN coders r ON r.id = s.coder_id WHERE {seen} ORDER BY s.changed_at, s.id"
        ):
            key = (case, Subject(code, theme))
            if key not in found or found[key].coder != me:
                found[key] = Summary(coder, kind == SAID, *rest)
        return found

    def _columns(self, request: FrameworkRequest) -> list[Column]:
        members = codes_of_set(self._session.store, request.code_set)
        if members is not None and (request.codes or request.themes):
            raise InputError(_("Columns are codes that you name, or those of a set, or themes: one of these."))
        if request.themes:
            tree = code_tree(self._session.store)
            return [
                Column(
                    Subject(theme_id=theme.id),
                    theme.name,
                    frozenset(node.id for code, _path in theme.codes for node in tree.subtree(code)),
                    " or ".join(quoted(path) for _code, path in theme.codes),
                )
                for theme in Themes(self._session).all()
            ]
        tree = code_tree(self._session.store)
        roots: Sequence[int] = [tree.find(path).id for path in request.codes]
        if not roots:
            roots = [node.id for node in tree.roots] if members is None else members
        return [
            Column(
                Subject(code_id=root),
                tree[root].name,
                frozenset(node.id for node in tree.subtree(root)),
                quoted(tree.path(root)),
            )
            for root in dict.fromkeys(roots)
        ]
