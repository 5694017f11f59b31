"""Withdrawal of consent: what somebody said, and what was written of them, goes for good and is kept out."""

import json
from collections.abc import Callable, Iterable

from codebench.domain.errors import ConflictError
from codebench.domain.pseudonyms import Matcher, Pseudonym
from codebench.domain.remap import TextEdit
from codebench.domain.replacing import Excision, Place
from codebench.domain.spans import Span
from codebench.domain.table import Column, ColumnKind, Row, Table
from codebench.domain.text import shown_line
from codebench.domain.variables import Role
from codebench.i18n import _, plural
from codebench.language.name_list import FIRST_NAMES, WORDS_TOO
from codebench.project.cases import Cases
from codebench.project.documents import Documents
from codebench.project.edits import Edits
from codebench.project.erasing import Erasing
from codebench.project.models import CaseInfo
from codebench.project.quotes import Quotes
from codebench.project.session import Session
from codebench.project.tracing import Tracing
from codebench.project.withdrawal_plan import WithdrawalPlan
from codebench.project.withdrawals import WITHDRAWN, Withdrawals
from codebench.store.journal import Act
from codebench.store.tables import STATE, Scalar

# Acts on many at once: their summaries stay, unless the name stands in them.
_ON_MANY = ("import", "merge", "pseudonymise", "init", "autocode")


class Withdrawing:
    """Erasing a case for good."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._erasing = Erasing(session)
        self._edits = Edits(session)
        self._withdrawals = Withdrawals(session)

    def plan(self, case_id: int) -> WithdrawalPlan:
        """What withdrawing a case would erase, with N before and after; nothing is written.

        Raises:
            NotFoundError: there is no such case.
            ConflictError: it has members, who withdraw one by one.
        """
        self._session.require("cases", case_id, _("case"))
        info = next(case for case in Cases(self._session).all() if case.id == case_id)
        members = self._session.value("SELECT count(*) FROM cases WHERE parent_id = ?", [case_id])
        if members:
            message = plural(
                "{{name}} has {n} member: a group does not withdraw, its members do, each by itself;"
                " `codebench purge` erases its documents.",
                "{{name}} has {n} members: a group does not withdraw, its members do, each by itself;"
                " `codebench purge` erases its documents.",
                members,
            )
            raise ConflictError(message.format(name=shown_line(info.name)))
        whole, shared = self._documents(case_id)
        seen, erasing = self._session.visible(), self._erasing
        codings, memos, _versions = self._gone(case_id, whole, shared)
        among = f"SELECT g.id FROM codings g WHERE {seen.codings('g')} AND g.id IN {{ids}}"
        n_codings = len(erasing.ids(among, codings))
        n_memos = len(erasing.ids(f"SELECT m.id FROM memos m WHERE {seen.memos('m')} AND m.id IN {{ids}}", memos))
        return WithdrawalPlan(
            case=info,
            whole=tuple(whole),
            shared=tuple((document, tuple(units)) for document, units in shared.items()),
            codings=n_codings,
            memos=n_memos,
            values=self._session.value("SELECT count(*) FROM case_values WHERE case_id = ?", [case_id]),
            named=self._named(info, whole, shared),
            files=self._files([*whole, *shared]),
            merged=tuple(
                row[0]
                for row in self._session.tuples(
                    "SELECT DISTINCT summary FROM view_acts WHERE kind = 'merge' AND NOT undone AND summary <> ''"
                )
            ),
            counts=self._counts(info),
        )

    def withdraw(self, plan: WithdrawalPlan) -> int:
        """Erase what was planned, in one act that nothing undoes; how many snapshots went with it.

        Whoever is killed in between finds it finished at the next opening.

        Raises:
            StorageError: the disk refused; the sentence says whether something was erased.
        """
        erasing, tracing, case = self._erasing, Tracing(self._session.store), plan.case.id
        whole, shared = list(plan.whole), {document: list(units) for document, units in plan.shared}
        with self._session.act("withdraw", _("withdraw a case")) as act:
            history = tracing.hanging_on({"documents": set(whole)})
            beside = tracing.hanging_on({"documents": set(shared)})
            undone = tracing.hanging_on({"documents": tracing.undone_documents()})
            names = self._names(case)
            codings, memos, old = self._gone(case, whole, shared)
            parts = self._parts(shared)
            act.delete("memos", memos)
            summaries = set(erasing.codings(act, codings))
            for document, units in shared.items():
                self._take_turns(act, document, units)
            summaries |= set(erasing.documents(act, whole))
            # What was kept of codings that had gone before may have been of anybody who speaks there.
            stay = erasing.present("codings", list(shared))
            quoted = erasing.quotes_of(tracing, beside["codings"].union(codings).difference(stay))
            act.delete("text_versions", old)
            act.delete("case_values", erasing.ids("SELECT id FROM case_values WHERE case_id IN {ids}", [case]))
            bare = erasing.ids("SELECT id FROM documents WHERE case_id IN {ids}", [case])
            act.update_rows("documents", [(row, {"case_id": None}) for row in bare])
            erasing.take_out(act, "cases", "case_id", [case])
            cases = erasing.needless_cases(tracing.linked(history, "cases", "case_id") - {case})
            sources = erasing.needless_sources(tracing.linked(history, "sources", "source_id"))
            files = self._checksums(sources)
            erasing.take_out(act, "cases", "case_id", cases)
            erasing.take_out(act, "sources", "source_id", sources)
            self._withdrawals.add(act, plan.case.guid, names, files)
            present = erasing.ids(
                "SELECT id FROM text_versions WHERE is_current = 1 AND document_id IN {ids}", list(shared)
            )
            gone = (history["text_versions"] | beside["text_versions"] | undone["text_versions"]) - set(present)
            quotes = Quotes(
                self._session,
                [*erasing.texts(gone), *parts.values()],
                erasing.texts(present) if shared else (),
            )
            quotes.take_out(act)
            around = tracing.hanging_on({"cases": {case} | cases, "sources": sources})
            contents = set(quotes.contents).union(
                tracing.contents_of({"text_versions": gone, "memos": set(memos), "summaries": summaries} | quoted),
                tracing.contents_of(undone),
                tracing.past_with(self._says(name for _group, name in names)),
            )
            for rows in (history, around):
                contents.update(tracing.contents_of(rows | {"acts": self._particular(rows["acts"])}))
            passed = history["acts"] | beside["acts"] | around["acts"] | tracing.acts_that_kept(contents)
            erasing.seal(act, contents, gone, documents=whole, passed=passed - {act.id})
        return erasing.finish(_("after a withdrawal"))

    def _documents(self, case_id: int) -> tuple[list[int], dict[int, list[int]]]:
        """The documents in which the case alone has something to say, and of the others its units."""
        whole = [
            row[0]
            for row in self._session.tuples(
                "SELECT id FROM documents WHERE case_id = ? AND status <> 'purged' AND kind = 'answer'", [case_id]
            )
        ]
        shared: dict[int, list[int]] = {}
        for document, unit in self._session.tuples(
            "SELECT u.document_id, u.id FROM units u JOIN documents d ON d.id = u.document_id"
            " WHERE u.case_id = ? AND d.kind <> 'answer' AND d.status <> 'purged' ORDER BY u.document_id, u.start",
            [case_id],
        ):
            shared.setdefault(document, []).append(unit)
        is_moderator = self._session.value("SELECT role FROM cases WHERE id = ?", [case_id]) == str(Role.MODERATOR)
        own = "SELECT id FROM documents WHERE case_id = ? AND kind <> 'answer' AND status <> 'purged'"
        for document in dict.fromkeys([*shared, *(row[0] for row in self._session.tuples(own, [case_id]))]):
            others = self._session.value(
                "SELECT count(*) FROM units u LEFT JOIN cases k ON k.id = u.case_id"
                " WHERE u.document_id = ? AND u.case_id IS NOT ? AND ifnull(k.role, 'participant') = 'participant'",
                [document, case_id],
            )
            if not others and not is_moderator:
                whole.append(document)
                shared.pop(document, None)
        return whole, shared

    def _gone(
        self, case_id: int, whole: list[int], shared: dict[int, list[int]]
    ) -> tuple[list[int], list[int], list[int]]:
        """The codings, the memos and the text versions that go."""
        erasing = self._erasing
        codings = set(erasing.present("codings", whole))
        memos = set(erasing.memos_on(whole))
        versions = erasing.ids("SELECT id FROM text_versions WHERE document_id IN {ids}", list(shared))
        for document, units in shared.items():
            edit = self._edit(document, units)
            codings.update(coding.id for coding, became in self._edits.became(document, edit) if became.span is None)
            orphans = "SELECT id FROM codings WHERE status = 'orphaned' AND document_id IN {ids}"
            codings.update(erasing.ids(orphans, [document]))
            for memo, start, end in self._session.tuples(
                'SELECT m.id, m.start, m."end" FROM memos m JOIN text_versions v ON v.id = m.text_version_id'
                " WHERE v.document_id = ? AND v.is_current = 1",
                [document],
            ):
                if edit.remap(Span(start, end)).span is None:
                    memos.add(memo)
            memos.update(erasing.ids("SELECT id FROM memos WHERE unit_id IN {ids}", units))
        memos.update(erasing.ids("SELECT id FROM memos WHERE coding_id IN {ids}", codings))
        memos.update(erasing.ids("SELECT id FROM memos WHERE case_id IN {ids}", [case_id]))
        return sorted(codings), sorted(memos), versions

    def _edit(self, document: int, units: Iterable[int]) -> TextEdit:
        text = Documents(self._session).text(document)
        wanted = set(units)
        return Excision.at(
            text,
            [
                Place(unit.start, unit.end, WITHDRAWN)
                for unit in Documents(self._session).units(document)
                if unit.id in wanted
            ],
        )

    def _parts(self, shared: dict[int, list[int]]) -> dict[int, str]:
        """What is said in each of the units that go."""
        found = {}
        for document in shared:
            text = Documents(self._session).text(document)
            found.update({unit.id: text[unit.start : unit.end] for unit in Documents(self._session).units(document)})
        wanted = {unit for units in shared.values() for unit in units}
        return {unit: text for unit, text in found.items() if unit in wanted}

    def _take_turns(self, act: Act, document: int, units: list[int]) -> None:
        edit = self._edit(document, units)
        earlier = self._session.tuples(
            "SELECT m.id FROM memos m JOIN text_versions v ON v.id = m.text_version_id"
            " WHERE v.document_id = ? AND v.is_current = 0",
            [document],
        )
        place: dict[str, Scalar] = {"text_version_id": None, "start": None, "end": None, "document_id": document}
        act.update_rows("memos", [(row[0], place) for row in earlier])
        self._erasing.units(act, units)
        self._edits.write(act, document, edit)

    def _names(self, case_id: int) -> list[tuple[str, str]]:
        """Every name (group, name) that the case ever bore, as far as it is known."""
        number = STATE["cases"].number
        query = "SELECT value FROM contents WHERE entity = ? AND entity_id = ? AND value IS NOT NULL"

        def ever(row_id: int | None) -> list[str]:
            return [json.loads(row[0])[0] for row in self._session.tuples(query, [number, row_id])]

        parent = self._session.value("SELECT parent_id FROM cases WHERE id = ?", [case_id])
        # In a file of answers nobody is in a group, whatever was done with them here.
        groups = [*(ever(parent) if parent is not None else ()), ""]
        return [(group, name) for group in dict.fromkeys(groups) for name in dict.fromkeys(ever(case_id))]

    @staticmethod
    def _says(names: Iterable[str]) -> Callable[[str], bool]:
        """Whether a text says one of these names."""
        matcher = Matcher(
            [Pseudonym(name, WITHDRAWN) for name in dict.fromkeys(names) if _is_telling(name)], FIRST_NAMES
        )
        return lambda text: bool(matcher.find(text))

    def _particular(self, acts: set[int]) -> set[int]:
        """Those of the acts that were not on many at once: what they are called in the history may name the case."""
        kinds = ", ".join(f"'{kind}'" for kind in _ON_MANY)
        return set(self._erasing.ids(f"SELECT id FROM acts WHERE kind NOT IN ({kinds}) AND id IN {{ids}}", acts))

    def _checksums(self, sources: set[int]) -> list[str]:
        query = "SELECT checksum FROM sources WHERE id IN (SELECT value FROM json_each(?))"
        return [str(row[0]) for row in self._session.tuples(query, [json.dumps(list(sources))])]

    def _files(self, documents: list[int]) -> tuple[str, ...]:
        query = (
            "SELECT DISTINCT s.name FROM sources s JOIN documents d ON d.source_id = s.id"
            " WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY s.id"
        )
        return tuple(row[0] for row in self._session.tuples(query, [json.dumps(documents)]))

    def _named(self, info: CaseInfo, whole: list[int], shared: dict[int, list[int]]) -> int:
        """At how many places outside what goes the name stands."""
        if not _is_telling(info.name) or info.name.startswith("["):
            return 0
        matcher = Matcher([Pseudonym(info.name, WITHDRAWN)], FIRST_NAMES, WORDS_TOO)
        n = 0
        for document, text in self._session.tuples("SELECT document_id, text FROM view_documents"):
            if document in whole:
                continue
            if document in shared:
                text = self._edit(document, shared[document]).new
            n += len(matcher.find(text))
        return n

    def _counts(self, info: CaseInfo) -> Table:
        """Per code that changes the cases and codings before and after."""
        seen = self._session.visible()
        rows = self._session.tuples(
            "SELECT p.path, count(DISTINCT u.case_id) FILTER (WHERE u.counts),"
            " count(DISTINCT u.case_id) FILTER (WHERE u.counts AND u.case_id <> :case),"
            " count(DISTINCT u.coding_id), count(DISTINCT u.coding_id) FILTER (WHERE u.case_id IS NOT :case)"
            " FROM view_coding_units u JOIN codings g ON g.id = u.coding_id JOIN view_codes p ON p.code_id = u.code_id"
            f" WHERE {seen.codings('g')} GROUP BY p.code_id HAVING count(*) FILTER (WHERE u.case_id = :case)"
            " ORDER BY p.path",
            {"case": info.id},
        )
        total = self._session.value(
            "SELECT count(DISTINCT case_id) FROM view_units WHERE counts AND case_kind = ?", [str(info.kind)]
        )
        counts = self._session.value("SELECT count(*) FROM view_units WHERE counts AND case_id = ?", [info.id])
        after = total - (1 if counts else 0)
        columns = (
            Column(_("Code")),
            Column(_("Cases before"), ColumnKind.COUNT),
            Column(_("Cases after"), ColumnKind.COUNT),
            Column(_("Codings before"), ColumnKind.COUNT),
            Column(_("Codings after"), ColumnKind.COUNT),
        )
        return Table(
            title=_("What the withdrawal of {name} changes").format(name=info.name),
            columns=columns,
            rows=tuple(Row(row) for row in rows),
            rule=_("Codes that the case was given; cases and codings that count, sub-codes apart."),
            n=_("N = {before} before, {after} after ({kind})").format(before=total, after=after, kind=info.kind),
        )


def _is_telling(name: str) -> bool:
    """Whether a name tells who somebody is: a number or a single letter stands for anything else as well."""
    return sum(char.isalpha() for char in name) > 1
