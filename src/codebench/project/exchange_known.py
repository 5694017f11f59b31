"""Coders, codes, variables and cases of another tool's project, found here or put in: one way for the plan and the act.

Without an act nothing is written, and what is new gets a number below zero: so a plan counts what the act will do.
"""

from collections.abc import Iterable

from codebench.domain.codebook import CodeFields
from codebench.domain.codetree import name_key
from codebench.domain.project_draft import CaseRecord, Fate, ProjectDraft
from codebench.domain.text import shown_line
from codebench.domain.variables import CaseKind, Role, Value, VariableType
from codebench.exchange.code_records import fitting
from codebench.i18n import _
from codebench.project.code_links import LONGEST
from codebench.project.codebook import columns_of
from codebench.project.exchange_models import Tally
from codebench.project.exchange_writer import Writer
from codebench.project.imports import VALUE_COLUMNS, add_option, value_rows
from codebench.store.journal import new_guid

LONGEST_NAME = 200


class Known:
    """What documents point at, by the GUIDs of the file."""

    def __init__(self, writer: Writer, draft: ProjectDraft, tally: Tally) -> None:
        self._writer, self._draft, self._tally = writer, draft, tally
        session = writer.session
        self._coders: dict[str, int] = {}
        self._coder_guids: dict[str, int] = {}
        for row_id, guid, name in session.tuples("SELECT id, guid, name FROM coders ORDER BY id"):
            self._coder_guids[guid] = row_id
            self._coders.setdefault(name.casefold(), row_id)
        self._names = {each.guid: each.name for each in draft.coders}
        self._consensus = {each.guid for each in draft.coders if each.is_consensus}
        self._consensus_id: int | None = session.value("SELECT id FROM coders WHERE kind = 'consensus'")
        self.questions: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.code_names: dict[str, str] = {}
        self._variables: dict[str, tuple[int, VariableType]] = {}
        self._options: dict[tuple[int, str], int] = {}
        self._valued: set[tuple[int, int]] = set()
        self.cases: dict[str, int] = {}
        self._case_records = {each.guid: each for each in draft.cases}
        self._under_way: set[str] = set()
        rows = session.tuples("SELECT id, guid, ifnull(parent_id, 0), name FROM cases")
        self._case_guids = {guid: row_id for row_id, guid, _parent, _name in rows}
        self._case_places = {(parent, name): row_id for row_id, _guid, parent, name in rows}

    def coder(self, guid: str | None) -> int:
        """The coder of this GUID, put in where new; the present one where the file doesn't say who."""
        if guid is None or guid not in self._names:
            return self._writer.session.coder.id
        if guid in self._coder_guids:
            return self._coder_guids[guid]
        name = _line(self._names[guid], _("coder"), 80)
        is_consensus = guid in self._consensus
        found = self._consensus_id if is_consensus else self._coders.get(name.casefold())
        if found is None:
            kind = "consensus" if is_consensus else "person"
            found = self._writer.insert("coders", guid=guid, kind=kind, name=name)
            self._coders[name.casefold()] = found
            self._tally.count(Fate.CAME, _("coders"))
        self._coder_guids[guid] = found
        return found

    def take_codes(self) -> None:
        """Find or put in all codes: by GUID, else by name under the same parent."""
        session, writer = self._writer.session, self._writer
        rows = session.tuples("SELECT id, guid, ifnull(parent_id, 0), name, position FROM codes")
        by_guid = {guid: row_id for row_id, guid, _parent, _name, _at in rows}
        by_place = {(parent, name_key(name)): row_id for row_id, _guid, parent, name, _at in rows}
        next_at: dict[int, int] = {}
        for _id, _guid, parent, _name, at in rows:
            next_at[parent] = max(next_at.get(parent, 0), at + 1)
        revision: int | None = None
        written = {each.guid: each for each in self._draft.codes}
        for code in fitting(self._draft.codes):
            parent = self.codes[code.parent] if code.parent is not None else 0
            there = by_guid.get(code.guid, by_place.get((parent, name_key(code.name))))
            self.code_names[code.guid] = code.name
            if there is not None:
                self.codes[code.guid] = there
                self._tally.count(Fate.THERE, _("codes"))
                continue
            if revision is None:
                revision = 0 if writer.act is None else session.codebook_revision(writer.act)
            fields = code.fields or CodeFields(definition=code.description, colour=code.colour)
            there = writer.insert(
                "codes",
                guid=code.guid,
                parent_id=parent or None,
                position=next_at.get(parent, 0),
                status="archived" if code.is_archived else "active",
                revision=revision,
                name=code.name,
                **columns_of(fields),
            )
            next_at[parent] = next_at.get(parent, 0) + 1
            by_place[parent, name_key(code.name)] = self.codes[code.guid] = there
            self._tally.count(Fate.CAME, _("codes"))
            if code.name != " ".join(written[code.guid].name.split()):
                what = _("a name is one line of at most 120 characters without '>', and siblings have different ones")
                self._tally.count(Fate.CHANGED, _("names of codes"), what)
            if not code.is_codable:
                what = _("here every code can be used; there they were headings only")
                self._tally.count(Fate.CHANGED, _("codes"), what)

    def take_sets(self) -> None:
        """Find or put in all sets of codes: by GUID, else by name; nothing is taken out of one that is here."""
        session, writer = self._writer.session, self._writer
        rows = session.tuples("SELECT id, guid, name, kind FROM themes")
        by_guid = {guid: row_id for row_id, guid, _name, _kind in rows}
        by_name = {name_key(name): row_id for row_id, _guid, name, kind in rows if kind == "set"}
        place = int(session.value("SELECT ifnull(max(position) + 1, 0) FROM themes"))
        for each in self._draft.sets:
            name = _line(each.name, _("set"), LONGEST_NAME)
            there = by_guid.get(each.guid, by_name.get(name_key(name)))
            if there is None:
                created_at = "" if writer.act is None else writer.act.created_at
                there = writer.insert(
                    "themes",
                    guid=each.guid,
                    position=place,
                    kind="set",
                    created_at=created_at,
                    name=name,
                    claim="",
                    body="",
                )
                by_name[name_key(name)], place = there, place + 1
                self._tally.count(Fate.CAME, _("sets"))
            else:
                self._tally.count(Fate.THERE, _("sets"))
            query = "SELECT code_id, position FROM theme_codes WHERE theme_id = ?"
            has = dict(session.tuples(query, [there]))
            behind = max(has.values(), default=-1) + 1
            new = [code for key in each.codes if (code := self.codes.get(key)) is not None and code not in has]
            for i, code in enumerate(dict.fromkeys(new)):
                writer.insert("theme_codes", theme_id=there, code_id=code, position=behind + i)

    def take_links(self) -> None:
        """Find or put in all links between codes: by their ends and their name, what is written about one as it is."""
        writer = self._writer
        there = set(writer.session.tuples("SELECT from_id, to_id, name FROM code_links"))
        created_at = "" if writer.act is None else writer.act.created_at
        for each in self._draft.links:
            start, end, name = self.codes[each.start], self.codes[each.end], _line(each.name, _("link"), LONGEST)
            if start == end:  # two codes of the file are one here
                self._tally.count(Fate.LEFT, _("links between codes"))
            elif (start, end, name) in there:
                self._tally.count(Fate.THERE, _("links between codes"))
            else:
                there.add((start, end, name))
                note = each.note.strip()
                writer.insert("code_links", from_id=start, to_id=end, created_at=created_at, name=name, note=note)
                self._tally.count(Fate.CAME, _("links between codes"))

    def take_variables(self) -> None:
        """Find or put in all variables: by GUID, else by name and type."""
        rows = self._writer.session.tuples("SELECT id, guid, type, name FROM variables")
        by_guid = {guid: (row_id, VariableType(kind)) for row_id, guid, kind, _name in rows}
        by_name = {name: (row_id, VariableType(kind)) for row_id, _guid, kind, name in rows}
        self._options = {
            (variable, label): row_id
            for variable, label, row_id in self._writer.session.tuples(
                "SELECT variable_id, label, id FROM variable_options"
            )
        }
        for variable in self._draft.variables:
            name = _line(variable.name, _("variable"), LONGEST_NAME)
            there = by_guid.get(variable.guid, by_name.get(name))
            if there is None:
                row_id = self._writer.insert(
                    "variables", guid=variable.guid, type=str(variable.type), position=len(by_name), name=name
                )
                there = by_name[name] = (row_id, variable.type)
                self._tally.count(Fate.CAME, _("variables"))
                if self._writer.act is not None:
                    for label in variable.options:
                        add_option(self._writer.act, self._options, row_id, label)
            elif there[1] is not variable.type:
                what = _("'{name}' is of another type here: its values stay out").format(name=shown_line(name))
                self._tally.count(Fate.LEFT, _("variables"), what)
                continue
            else:
                self._tally.count(Fate.THERE, _("variables"))
            self._variables[variable.guid] = there

    def take_questions(self) -> None:
        """Find or put in all questions of surveys: by GUID, else by name."""
        rows = self._writer.session.tuples("SELECT id, guid, name FROM questions")
        by_guid = {guid: row_id for row_id, guid, _name in rows}
        by_name = {name: row_id for row_id, _guid, name in rows}
        for each in self._draft.questions:
            name = _line(each.name, _("question"), LONGEST_NAME)
            there = by_guid.get(each.guid, by_name.get(name))
            if there is None:
                there = by_name[name] = self._writer.insert(
                    "questions", guid=each.guid, position=len(by_name), name=name, wording=each.wording
                )
                self._tally.count(Fate.CAME, _("questions"))
            else:
                self._tally.count(Fate.THERE, _("questions"))
            self.questions[each.guid] = there

    def case(self, guid: str, kind: CaseKind = CaseKind.PERSON) -> int | None:
        """The case of this GUID, put in with its values where it is new; None where the file has none."""
        if guid in self.cases or guid not in self._case_records:
            return self.cases.get(guid)
        record = self._case_records[guid]
        found = self._case_guids.get(guid)
        if found is None:
            parent = self._parent(record)
            if guid in self.cases:
                # Cases that belong to each other in a circle: it was put in on the way.
                return self.cases[guid]
            found = self.case_of_name(record.name, record.kind or kind, role=record.role, parent=parent, guid=guid)
        else:
            self._tally.count(Fate.THERE, _("cases"))
        self.cases[guid] = found
        self.take_values(found, record)
        return found

    def _parent(self, record: CaseRecord) -> int | None:
        """The case that a case belongs to; None where cases belong to each other in a circle."""
        if record.parent is None or record.guid in self._under_way:
            return None
        self._under_way.add(record.guid)
        return self.case(record.parent)

    def case_of_name(
        self,
        name: str,
        kind: CaseKind = CaseKind.PERSON,
        *,
        role: Role = Role.PARTICIPANT,
        parent: int | None = None,
        guid: str = "",
    ) -> int:
        """The case of this name (in this group), put in where new."""
        name = _line(name, _("case"), LONGEST_NAME)
        there = self._case_places.get((parent or 0, name))
        if there is None:
            there = self._writer.insert(
                "cases", guid=guid or new_guid(), kind=str(kind), role=str(role), parent_id=parent, name=name
            )
            self._case_places[parent or 0, name] = there
            self._tally.count(Fate.CAME, _("cases"))
        elif guid:
            self._tally.count(Fate.THERE, _("cases"))
        return there

    def take_values(self, case: int, record: CaseRecord | None, values: dict[str, Value] | None = None) -> None:
        """Put in the values of a case for variables of which it has none."""
        given = dict(record.values if record is not None else values or {})
        if not given:
            return
        valued = {
            row[0]
            for row in self._writer.session.tuples("SELECT variable_id FROM case_values WHERE case_id = ?", [case])
        }
        for guid, value in given.items():
            found = self._variables.get(guid)
            if found is None:
                self._tally.count(Fate.LEFT, _("values"))
            elif found[0] in valued or (case, found[0]) in self._valued:
                self._tally.count(Fate.THERE, _("values"))
            else:
                self._valued.add((case, found[0]))
                self._tally.count(Fate.CAME, _("values"))
                if self._writer.act is not None:
                    rows = value_rows(self._writer.act, self._options, found[0], value)
                    self._writer.insert_rows("case_values", VALUE_COLUMNS, [(case, *row) for row in rows])

    def take_other_cases(self, guids: Iterable[str]) -> None:
        """Put in the cases that no document has."""
        for guid in guids:
            self.case(guid)


def _line(name: str, what: str, longest: int) -> str:
    return " ".join(name.split())[:longest].strip() or _("({what} without a name)").format(what=what)
