"""Pseudonyms in the project: proposed in context, put everywhere at once in one act, by a key that lies outside."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codebench.domain.annotation import Entity
from codebench.domain.errors import CodebenchError, ConflictError
from codebench.domain.pseudonyms import Identifier, Matcher, Pseudonym, numbered
from codebench.domain.replacing import Substitution, replaced
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.language.identifiers import candidates
from codebench.language.name_list import FIRST_NAMES, WORDS_TOO
from codebench.project.annotations import Annotations
from codebench.project.edits import EditPlan, Edits
from codebench.project.pseudonym_key import SETTING, check_place, merged, read_key, remembered, write_key
from codebench.project.session import Session
from codebench.store.journal import Act
from codebench.store.tables import Scalar

"""The setting with the path of the key; private, so that it can be erased."""

# Where names stand beside the texts, by table. Names of codes, variables and coders are the researcher's own.
_FIELDS = {
    "documents": ("name",),
    "sources": ("name",),
    "cases": ("name",),
    "sections": ("title",),
    "questions": ("wording",),
    "variable_options": ("label",),
    "case_values": ("text",),
    "memos": ("title", "body"),
    "codes": ("definition", "include_when", "exclude_when", "example", "counter_example"),
    "settlements": ("note",),
    "rounds": ("reason",),
    "excerpts": ("report_text", "paraphrase"),
    "themes": ("name", "claim", "body"),
    "summaries": ("text",),
    "code_links": ("note",),
}
# They stand in the material, and so are in its language.
_PREFIX = {
    Identifier.NAME: "persoon",
    Identifier.PLACE: "plaats",
    Identifier.SCHOOL: "school",
    Identifier.EMAIL: "e-mail",
    Identifier.TELEPHONE: "telefoon",
    Identifier.DATE: "datum",
}
_ROLES = {"participant": "deelnemer", "moderator": "moderator"}
# Labels that name nobody.
_NOBODY = frozenset(map(str.casefold, ("Moderator", "Interviewer", "Respondent", "Deelnemer", "Onderzoeker", "Allen")))
_CONTEXTS = 5
_Text = tuple[int, str, str, tuple[Entity, ...]]
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Context:
    """A place in a document: what stands before, what may be replaced, what stands behind."""

    document: str
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pseudonym for something that may give somebody away: at how many places, in how many documents, some of them.

    `is_known` says that the key has it already.
    """

    pseudonym: Pseudonym
    places: int
    documents: int
    contexts: tuple[Context, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class PseudonymPlan:
    """What putting pseudonyms does: the edit of each document, and what becomes of the codings that may be seen."""

    pseudonyms: tuple[Pseudonym, ...]
    edits: tuple[tuple[int, Substitution], ...]
    effects: tuple[EditPlan, ...]
    fields: int

    @property
    def places(self) -> int:
        """At how many places of texts."""
        return sum(len(edit.hunks) for _document, edit in self.edits)


class Pseudonyms:
    """Replacing what gives somebody away."""

    def __init__(self, session: Session, annotations: Annotations) -> None:
        self._session = session
        self._annotations = annotations
        self._edits = Edits(session)

    @property
    def key_path(self) -> Path | None:
        """Where the key lies, as far as the project remembers."""
        return remembered(self._session)

    @property
    def key_here(self) -> Path | None:
        """The same, where it lies there still."""
        path = self.key_path
        return path if path is not None and path.is_file() else None

    def known(self, key: Path | None = None) -> list[Pseudonym]:
        """What the key holds, that of the project if none is named; nothing where it can't be read."""
        path = key or self.key_path
        try:
            return [] if path is None or not path.exists() else read_key(path)
        except (CodebenchError, OSError):
            return []

    def propose(self, key: Path | None = None) -> list[Proposal]:
        """What may give somebody away in the present texts and names of cases, by kind, the most frequent first.

        What the key holds comes with its pseudonym, all else with a number of its own. A name that one full name alone
        begins or ends with gets that one's.
        """
        known = {one.original: one for one in self.known(key)}
        kinds: dict[str, Counter[Identifier]] = defaultdict(Counter)
        for _document, _name, text, entities in self._texts():
            for kind, written in candidates(text, entities):
                kinds[written][kind] += 1
        roles = self._persons()
        for name in roles:
            kinds[name][Identifier.NAME] += 1_000_000
        for one in known.values():
            kinds[one.original][one.kind] += 1_000_000
        order = {written: counts.most_common(1)[0][0] for written, counts in kinds.items()}
        pseudonyms = list(_named(order, roles, known))
        matcher = Matcher(pseudonyms, FIRST_NAMES, WORDS_TOO)
        places: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        contexts: dict[str, list[Context]] = defaultdict(list)
        for _document, name, text, _entities in self._texts(entities=False):
            here = matcher.find(text)
            for found in here:
                original = found.pseudonym.original
                places[original] += 1
                if len(contexts[original]) < _CONTEXTS:
                    contexts[original].append(_context(name, text, found.place.start, found.place.end))
            documents.update({found.pseudonym.original for found in here})
        proposals = [
            Proposal(
                one, places[one.original], documents[one.original], tuple(contexts[one.original]), one.original in known
            )
            for one in pseudonyms
            if places[one.original] or one.original in roles
        ]
        # Sorting keeps the order in which they were named: who speaks comes first.
        kind_order = list(Identifier)
        return sorted(proposals, key=lambda each: (kind_order.index(each.pseudonym.kind), -each.places))

    def count(self, one: Pseudonym) -> tuple[int, int, tuple[Context, ...]]:
        """At how many places in how many present documents an original stands, with some of them."""
        matcher = Matcher([one], FIRST_NAMES, WORDS_TOO)
        places = documents = 0
        contexts: list[Context] = []
        for _document, name, text, _entities in self._texts(entities=False):
            here = matcher.find(text)
            places += len(here)
            documents += bool(here)
            contexts += [_context(name, text, each.place.start, each.place.end) for each in here]
        return places, documents, tuple(contexts[:_CONTEXTS])

    def plan(self, pseudonyms: Iterable[Pseudonym]) -> PseudonymPlan:
        """What putting these everywhere would do; nothing is written.

        Raises:
            ConflictError: none of them stands anywhere, or two cases or documents would be called the same.
        """
        chosen = tuple(pseudonyms)
        matcher = Matcher(chosen, FIRST_NAMES, WORDS_TOO)
        edits = []
        for document, _name, text, _entities in self._texts(entities=False, retired=True):
            places = matcher.places(text)
            if places:
                edits.append((document, Substitution.at(text, places)))
        changes = self._changes(Matcher(chosen, FIRST_NAMES))
        if not edits and not any(changes.values()):
            raise ConflictError(_("None of these names stands anywhere in the project; nothing was changed."))
        self._refuse_doubles(changes)
        effects = tuple(self._edits.plan(document, edit) for document, edit in edits)
        return PseudonymPlan(chosen, tuple(edits), effects, _told(changes))

    def apply(self, plan: PseudonymPlan, key: Path) -> None:
        """Put the pseudonyms of a plan everywhere, in one act; the key is written before, with what it held already.

        Texts get a new version with the codings, units and memos where they belong. Beside them the names of cases,
        documents and files, titles, memos, fields of the codebook and values are changed.

        Raises:
            InputError: the key can't lie there, or gives an original another pseudonym.
            StorageError: the key can't be written; nothing was changed.
        """
        place = key.expanduser().resolve()
        check_place(place, self._session.store.path)
        write_key(place, merged(read_key(place) if place.exists() else [], plan.pseudonyms))
        summary = plural("put pseudonyms in {n} document", "put pseudonyms in {n} documents", len(plan.edits))
        with self._session.risky_act("pseudonymise", summary) as act:
            for document, edit in plan.edits:
                self._edits.write(act, document, edit)
            for table, rows in self._changes(Matcher(plan.pseudonyms, FIRST_NAMES)).items():
                act.update_rows(table, rows)
            self._remember(act, place)

    def use_key(self, key: Path) -> list[Pseudonym]:
        """Have the project remember where the key lies (a path, nothing of what is in it); what it holds.

        Raises:
            InputError: it is no key, or can't lie there.
        """
        place = key.expanduser().resolve()
        found = read_key(place)
        check_place(place, self._session.store.path)
        if self.key_path != place:
            with self._session.act("setting", _("remember where the key of pseudonyms lies")) as act:
                self._remember(act, place)
        return found

    def holding(self, pseudonyms: Iterable[Pseudonym]) -> list[int]:
        """The documents with an earlier text in which one of these originals still stands.

        Also those out of whose present text somebody else took the name: by an edit, or the next export of a survey.
        """
        matcher = self.finder(pseudonyms, thorough=True)
        earlier = self._session.tuples(
            "SELECT v.document_id, c.value FROM text_versions v JOIN documents d ON d.id = v.document_id"
            " JOIN contents c ON c.id = v.content_id WHERE v.is_current = 0 AND d.status <> 'purged'"
            " AND c.value IS NOT NULL ORDER BY v.document_id"
        )
        return list(dict.fromkeys(document for document, text in earlier if matcher.find(text)))

    def finder(self, pseudonyms: Iterable[Pseudonym], *, thorough: bool = False) -> Matcher:
        """What finds the originals; a thorough one also where a name may be a word: for an erasure."""
        return Matcher(tuple(pseudonyms), FIRST_NAMES, frozenset() if thorough else WORDS_TOO)

    def _remember(self, act: Act, place: Path) -> None:
        row = self._session.value("SELECT id FROM settings WHERE name = ?", [SETTING])
        if row is None:
            act.insert("settings", name=SETTING, value=str(place))
        else:
            act.update("settings", row, value=str(place))

    def _texts(self, *, entities: bool = True, retired: bool = False) -> Iterator[_Text]:
        query = (
            "SELECT d.id, v.id, coalesce(nullif(d.name, ''), k.name, ''), c.value FROM documents d"
            " JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1 JOIN contents c ON c.id = v.content_id"
            " LEFT JOIN cases k ON k.id = d.case_id"
            f" WHERE d.status IN ('active'{', ' + repr('retired') if retired else ''}) ORDER BY d.position, d.id"
        )
        wanted = entities and self._annotations.pipeline.has_entities
        for document, version, name, text in self._session.tuples(query):
            said = self._annotations.of([version], make=True).get(version) if wanted else None
            yield document, name, text, () if said is None else said.entities

    def _persons(self) -> dict[str, str]:
        """The names of persons who speak, that are names at all, each with its role."""
        rows = self._session.tuples("SELECT name, role FROM cases WHERE kind = 'person' ORDER BY id")
        return {
            name: role
            for name, role in rows
            if name[:1].isupper()
            and len(name) > 1
            and not any(char.isdigit() for char in name)
            and name.casefold() not in _NOBODY
        }

    def _changes(self, matcher: Matcher) -> dict[str, list[tuple[int, dict[str, Scalar]]]]:
        """What else changes, by table: (row, new values)."""
        found: dict[str, list[tuple[int, dict[str, Scalar]]]] = {}
        for table, names in _FIELDS.items():
            rows = found.setdefault(table, [])
            for row in self._session.rows(f"SELECT id, {', '.join(names)} FROM {table}"):
                new = {name: replaced(row[name], matcher.places(row[name])) for name in names if row[name]}
                changed: dict[str, Scalar] = {name: text for name, text in new.items() if text != row[name]}
                if changed:
                    rows.append((row["id"], changed))
        return found

    def _refuse_doubles(self, changes: dict[str, list[tuple[int, dict[str, Scalar]]]]) -> None:
        """Refuse what would give two cases of a group, two documents or two options of a variable one name."""
        scopes = {
            "cases": ("name", "ifnull(parent_id, 0)", "1"),
            "documents": ("name", "0", "kind <> 'answer' AND status = 'active'"),
            "variable_options": ("label", "variable_id", "1"),
        }
        for table, (column, within, where) in scopes.items():
            new = {row_id: str(values[column]) for row_id, values in changes[table]}
            seen: dict[tuple[int, str], tuple[int, str]] = {}
            for row_id, above, name in self._session.tuples(
                f"SELECT id, {within}, {column} FROM {table} WHERE {where} ORDER BY id"
            ):
                becomes = new.get(row_id, name)
                other_id, other = seen.setdefault((above, becomes), (row_id, name))
                if other_id != row_id and (row_id in new or other_id in new):
                    message = _("'{one}' and '{other}' would both be called '{name}': give one another pseudonym.")
                    told = {"one": other, "other": name, "name": becomes}
                    raise ConflictError(message.format(**{each: shown_line(text) for each, text in told.items()}))


def _named(kinds: dict[str, Identifier], roles: dict[str, str], known: dict[str, Pseudonym]) -> Iterator[Pseudonym]:
    """A pseudonym for each original, in the order in which they were found."""
    taken = [one.replacement for one in known.values()]
    numbers = {prefix: numbered(prefix, taken) for prefix in {*_PREFIX.values(), *_ROLES.values()}}
    full: dict[str, set[str]] = defaultdict(set)
    for written, kind in kinds.items():
        if kind is Identifier.NAME and " " in written:
            first, rest = written.split(" ", 1)
            full[first].add(written)
            full[rest].add(written)
    given: dict[str, str] = {}
    # Whoever speaks comes first, then names that may be theirs.
    for written in sorted(kinds, key=lambda each: (each not in roles, " " in each)):
        kind = kinds[written]
        if written in known:
            yield known[written]
            given[written] = known[written].replacement
            continue
        same = {given[each] for each in _akin(written, full) if each in given}
        if len(same) == 1:
            replacement = same.pop()
        else:
            replacement = next(numbers[_ROLES[roles[written]] if written in roles else _PREFIX[kind]])
        given[written] = replacement
        yield Pseudonym(written, replacement, kind)


def _akin(written: str, full: dict[str, set[str]]) -> Sequence[str]:
    """Names that are of the same person, as far as the material tells: no other full name begins or ends so."""
    if " " in written:
        return [part for part in written.split(" ", 1) if full[part] == {written}]
    if len(full[written]) == 1:
        (whole,) = full[written]
        return [whole, *(part for part in whole.split(" ", 1) if full[part] == {whole})]
    return []


def _told(changes: Mapping[str, Sequence[object]]) -> int:
    """How many rows change beside the texts, without those of which a blind round may hide that they are there."""
    return sum(len(rows) for table, rows in changes.items() if table not in ("memos", "settlements"))


def _context(name: str, text: str, start: int, end: int) -> Context:
    return Context(name, text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND])
