"""Codings and coding files: finding the place of each row, taking rows in once, giving them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from codebench.domain.coding_table import CodingDraft
from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.spans import locate, trim
from codebench.domain.text import shown_line
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _, plural
from codebench.project.codebook import Codebook
from codebench.project.coders import Coders, add_coder
from codebench.project.coding_codes import RowCodes, made
from codebench.project.coding_rows import add_codings, memo_row
from codebench.project.codings import Codings
from codebench.project.session import Session, clean_name
from codebench.store.journal import chunks

# Documents whose texts are in memory at the same time.
CHUNK = 500
# So many places of a quote are named where it occurs more than once.
_NAMED = 5

# What makes two codings the same: text version, start, end, code, coder.
_Identity = tuple[int, int, int, int | str, str]


@dataclass(frozen=True, slots=True)
class Located:
    """A row whose place, code and coder are found; an id is None for a code or coder that is new to the project."""

    draft: CodingDraft
    document_id: int
    version_id: int
    start: int
    end: int
    code_id: int | None
    coder: str
    coder_id: int | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row that does not fit the project: its line in the file, and a sentence that says what is wrong."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class CodingImport:
    """What came in: codings added and those that stood there already, rows left out, and coders who are new."""

    added: int
    already_there: int
    mismatches: tuple[Mismatch, ...]
    new_coders: tuple[str, ...]


class CodingFiles:
    """The way in and out for codings."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def locate(self, drafts: Sequence[CodingDraft], *, new_codes: bool = False) -> tuple[list[Located], list[Mismatch]]:
        """Find where each row belongs, without changing anything: the rows that fit and those that do not.

        A document is found by its name, an answer by its respondent ("group/name" where several have the name) and
        the name or wording of its question (which may be empty where the project has one question). Offsets have
        to lie in the text and, where there is a quote, hold exactly that; a quote alone has to occur exactly once;
        with neither the whole answer or document is meant, without white space around it. No coder means the
        present one; one whom the project does not know is located too, with `coder_id` None. With `new_codes` so is a
        code that the project does not have.
        """
        finder = _Finder(self._session, drafts, new_codes=new_codes)
        mismatches = []
        found: dict[int, Located] = {}
        places: dict[_Document, list[int]] = {}
        for i, draft in enumerate(drafts):
            try:
                places.setdefault(finder.document(draft), []).append(i)
            except InputError as error:
                mismatches.append(_mismatch(draft, error))
        for some in chunks(list(places), CHUNK):
            texts = _texts(self._session, [document.version_id for document in some])
            bodies = self._bodies([document.id for document in some])
            for document in some:
                text = texts[document.version_id]
                body = bodies.get(document.id, (0, len(text)))
                for i in places[document]:
                    try:
                        start, end = _place(drafts[i], text, *body)
                        code_id = finder.codes.find(drafts[i].code)
                        coder, coder_id = finder.coder(drafts[i].coder)
                    except InputError as error:
                        mismatches.append(_mismatch(drafts[i], error))
                    else:
                        found[i] = Located(
                            drafts[i], document.id, document.version_id, start, end, code_id, coder, coder_id
                        )
        return [found[i] for i in sorted(found)], sorted(mismatches, key=lambda mismatch: mismatch.line)

    def take(
        self, drafts: Sequence[CodingDraft], *, skip_mismatches: bool = False, new_codes: bool = False
    ) -> CodingImport:
        """Take codings in, in one act; what stands there already (place, code and coder the same) is left as it is.

        Coders who are new are added, and with `new_codes` codes that are. A row's memo becomes a memo of the row's
        coder on the coding; of rows that say the same the first weight stands.

        Raises:
            ConflictError: rows do not fit and were not to be skipped, or nothing in the file is new.
        """
        located, mismatches = self.locate(drafts, new_codes=new_codes)
        if mismatches and not (skip_mismatches and located):
            raise ConflictError(_told(mismatches, len(drafts)))
        fresh = self._fresh(located)
        if not fresh:
            message = _("All of these codings are in this project already; nothing was taken in.")
            raise ConflictError(message if drafts else _("There are no codings to take in."))
        new_coders = tuple(dict.fromkeys(row.coder for row in located if row.coder_id is None))
        summary = _("take in {codings}").format(codings=plural("{n} coding", "{n} codings", len(fresh)))
        with self._session.risky_act("codings import", summary) as act:
            ids = {coder.name: coder.id for coder in Coders(self._session).everyone()}
            ids |= {name: add_coder(act, name).id for name in new_coders}
            codes = made(act, self._session, (row.draft.code for row, *_twins in fresh if row.code_id is None))
            rows = [
                (
                    *(row.document_id, row.version_id, row.start, row.end),
                    *(row.code_id or codes[row.draft.code], ids[row.coder], row.draft.origin),
                )
                for row, *_twins in fresh
            ]
            weights = [next((t.draft.weight for t in twins if t.draft.weight is not None), None) for twins in fresh]
            coding_ids = add_codings(act, rows, Codings(self._session).revision(), weights)
            memos = [
                memo_row(act, ids[twins[0].coder], memo) | {"coding_id": coding_id}
                for coding_id, twins in zip(coding_ids, fresh, strict=True)
                for memo in dict.fromkeys(row.draft.memo for row in twins)
                if memo.strip()
            ]
            if memos:
                act.insert_rows("memos", list(memos[0]), [tuple(memo.values()) for memo in memos])
        return CodingImport(len(fresh), len(located) - len(fresh), tuple(mismatches), new_coders)

    def rows(self, visibility: Visibility = EVERYBODY) -> list[CodingDraft]:
        """The codings that stand in active documents and may be seen, by document and place, to be written to a file.

        Each has its offsets and its quote. Several memos on one coding are joined by an empty line; private ones
        stay in the project. `line` is 0: they are in no file yet.
        """
        visibility = self._session.visible(visibility)
        memos = self._memos(visibility)
        tree = Codebook(self._session).tree()
        paths = {node.id: tree.path(node.id) for node, _depth in tree.walk()}
        found = self._session.rows(
            'SELECT d.position, d.id AS document_id, g.start, g."end", g.code_id, r.name AS coder, g.id, g.origin,'
            " g.weight, g.text_version_id AS version_id, d.name AS document, d.question_id,"
            " ifnull(q.name, '') AS question, ifnull(k.name, '') AS respondent, p.name AS of_group"
            " FROM codings g JOIN documents d ON d.id = g.document_id JOIN coders r ON r.id = g.coder_id"
            " LEFT JOIN questions q ON q.id = d.question_id"
            " LEFT JOIN cases k ON k.id = d.case_id AND d.kind = 'answer' LEFT JOIN cases p ON p.id = k.parent_id"
            f" WHERE g.status = 'active' AND d.status = 'active' AND {visibility.codings('g')}"
        )
        for row in found:
            row["code"] = paths[row["code_id"]]
        # By path and name, not by id, so that projects with the same codings write the same file.
        found.sort(key=itemgetter("position", "document_id", "start", "end", "code", "coder"))
        namesakes = self._namesakes()
        drafts = []
        for some in chunks(found, CHUNK):
            texts = _texts(self._session, list({row["version_id"] for row in some}))
            for row in some:
                is_shared = (row["question_id"], row["respondent"]) in namesakes
                drafts.append(
                    CodingDraft(
                        line=0,
                        document=row["document"],
                        respondent=f"{row['of_group'] or ''}/{row['respondent']}" if is_shared else row["respondent"],
                        question=row["question"],
                        start=row["start"],
                        end=row["end"],
                        quote=texts[row["version_id"]][row["start"] : row["end"]],
                        code=row["code"],
                        coder=row["coder"],
                        memo="\n\n".join(memos.get(row["id"], ())),
                        origin=row["origin"],
                        weight=row["weight"],
                    )
                )
        return drafts

    def _fresh(self, located: Sequence[Located]) -> list[list[Located]]:
        """The rows that are new to the project; rows of the file that say the same stand together."""
        there: set[_Identity] = set()
        for some in chunks(list({row.version_id for row in located}), CHUNK):
            there.update(
                self._session.tuples(
                    'SELECT g.text_version_id, g.start, g."end", g.code_id, r.name FROM codings g'
                    " JOIN coders r ON r.id = g.coder_id"
                    f" WHERE g.status = 'active' AND g.text_version_id IN ({_marks(some)})",
                    some,
                )
            )
        fresh: dict[_Identity, list[Located]] = {}
        for row in located:
            code = row.draft.code.casefold() if row.code_id is None else row.code_id
            identity = (row.version_id, row.start, row.end, code, row.coder)
            if identity not in there:
                fresh.setdefault(identity, []).append(row)
        return list(fresh.values())

    def _bodies(self, document_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Where the unit of each of these answers lies."""
        found = self._session.tuples(
            'SELECT document_id, min(body_start), max("end") FROM units'
            f" WHERE kind = 'answer' AND document_id IN ({_marks(document_ids)}) GROUP BY document_id",
            document_ids,
        )
        return {document_id: (start, end) for document_id, start, end in found}

    def _memos(self, visibility: Visibility) -> dict[int, list[str]]:
        memos: dict[int, list[str]] = {}
        for coding_id, title, body in self._session.tuples(
            "SELECT m.coding_id, m.title, m.body FROM memos m WHERE m.coding_id IS NOT NULL AND m.is_private = 0"
            f" AND {visibility.memos('m')} ORDER BY m.id"
        ):
            memos.setdefault(coding_id, []).append(f"{title}\n{body}" if title else body)
        return memos

    def _namesakes(self) -> set[tuple[int, str]]:
        """Questions with the names that several of their respondents have, each in a group of its own."""
        return set(
            self._session.tuples(
                "SELECT d.question_id, k.name FROM documents d JOIN cases k ON k.id = d.case_id"
                " WHERE d.kind = 'answer' AND d.status = 'active'"
                " GROUP BY d.question_id, k.name HAVING count(*) > 1"
            )
        )


@dataclass(frozen=True, slots=True)
class _Document:
    """A document that rows may point at, and its present text version."""

    id: int
    version_id: int


class _Finder:
    """Finds documents, codes and coders by the names that rows use; raises InputError for what there is not."""

    def __init__(self, session: Session, drafts: Sequence[CodingDraft], *, new_codes: bool) -> None:
        self._session = session
        self._respondents = {draft.respondent.strip() for draft in drafts}
        self._documents = {
            name: _Document(document_id, version_id)
            for name, document_id, version_id in session.tuples(
                "SELECT d.name, d.id, v.id FROM documents d"
                " JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1"
                " WHERE d.kind <> 'answer' AND d.status = 'active'"
            )
        }
        self._questions = session.tuples("SELECT id, name, wording FROM questions")
        self._answers: dict[int, dict[str, list[_Document]]] = {}
        self.codes = RowCodes(session, makes_new=new_codes)
        coders = Coders(session).everyone()
        self._coders: dict[str, tuple[str, int | None]] = {c.name.casefold(): (c.name, c.id) for c in coders}
        self._coders |= {c.name: (c.name, c.id) for c in coders}

    def document(self, draft: CodingDraft) -> _Document:
        """The document that the row names, or the answer of its respondent."""
        name, respondent = draft.document.strip(), draft.respondent.strip()
        if name:
            if name not in self._documents:
                raise NotFoundError(_("there is no such document in this project."))
            return self._documents[name]
        if respondent in self._documents and not draft.question.strip():
            # A table with one column of ids says of neither notes nor answers what they are.
            return self._documents[respondent]
        found = self._answers_to(self._question(draft.question.strip())).get(respondent, [])
        if not found:
            raise NotFoundError(_("there is no answer of this respondent to this question."))
        if len(found) > 1:
            raise NotFoundError(_("several respondents are called so; write group/name."))
        return found[0]

    def coder(self, name: str) -> tuple[str, int | None]:
        """The name and id of a coder; without an id where the coder is new."""
        wanted = name.strip()
        if not wanted:
            return self._session.coder.name, self._session.coder.id
        found = self._coders.get(wanted) or self._coders.get(wanted.casefold())
        if found is None:
            found = clean_name(wanted, _("coder"), 80), None
            self._coders[wanted.casefold()] = found
        return found

    def _question(self, wanted: str) -> int:
        if not wanted:
            fits = [question_id for question_id, _name, _wording in self._questions]
            if len(fits) != 1:
                raise NotFoundError(_("the row names no question, and the project does not have just one."))
            return int(fits[0])
        for at in (1, 2):
            fits = [row[0] for row in self._questions if row[at].strip() == wanted]
            if len(fits) == 1:
                return int(fits[0])
        message = _("there is no question '{question}' in this project.")
        raise NotFoundError(message.format(question=shown_line(_shortened(wanted))))

    def _answers_to(self, question_id: int) -> dict[str, list[_Document]]:
        """The answers to a question by those names of respondents that the rows use."""
        if question_id not in self._answers:
            by_name: dict[str, list[_Document]] = {}
            by_path: dict[str, list[_Document]] = {}
            for name, group, document_id, version_id in self._session.tuples(
                "SELECT k.name, p.name, d.id, v.id FROM documents d JOIN cases k ON k.id = d.case_id"
                " JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1"
                " LEFT JOIN cases p ON p.id = k.parent_id WHERE d.question_id = ? AND d.status = 'active'",
                [question_id],
            ):
                for known, key in ((by_name, name), (by_path, f"{group or ''}/{name}")):
                    if key in self._respondents:
                        known.setdefault(key, []).append(_Document(document_id, version_id))
            self._answers[question_id] = by_path | by_name
        return self._answers[question_id]


def _place(draft: CodingDraft, text: str, body_start: int, body_end: int) -> tuple[int, int]:
    """Where in the text the row is; the body is what it means when it gives neither offsets nor a quote."""
    # A table saved on Windows may have brought other line ends than the frozen text has.
    quote = draft.quote.replace("\r\n", "\n").replace("\r", "\n")
    if draft.start is not None and draft.end is not None:
        start, end = draft.start, draft.end
        if not 0 <= start < end <= len(text):
            raise InputError(_("there is no such passage in a text of {n} characters.").format(n=len(text)))
        if quote and text[start:end] != quote:
            message = _("the text says '{found}' at {start}–{end}.")
            found = shown_line(_shortened(text[start:end]))
            raise InputError(message.format(found=found, start=start, end=end))
        return start, end
    if quote:
        starts = locate(text, quote)
        if not starts:
            raise InputError(_("the quote does not occur in the text."))
        if len(starts) > 1:
            message = _("the quote occurs {n} times in the text (at {places}); give start and end too.")
            places = ", ".join(map(str, starts[:_NAMED])) + (", …" if len(starts) > _NAMED else "")
            raise InputError(message.format(n=len(starts), places=places))
        return starts[0], starts[0] + len(quote)
    whole = trim(text, body_start, body_end)
    if whole is None:
        raise InputError(_("there is no text to code."))
    return whole.start, whole.end


def _texts(session: Session, version_ids: Sequence[int]) -> dict[int, str]:
    """The texts of these text versions."""
    return dict(session.tuples(f"SELECT id, value FROM indexed_texts WHERE id IN ({_marks(version_ids)})", version_ids))


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))


def _mismatch(draft: CodingDraft, error: InputError) -> Mismatch:
    where = draft.document.strip() or draft.respondent.strip()
    if draft.quote.strip():
        where += f" '{_shortened(draft.quote.strip())}'"
    elif draft.start is not None:
        where += f" {draft.start}–{draft.end}"
    return Mismatch(draft.line, f"{shown_line(where)}: {error}")


def _shortened(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _told(mismatches: Sequence[Mismatch], n_rows: int) -> str:
    first = " ".join(_("Line {line}: {what}").format(line=m.line, what=m.what) for m in mismatches[:3])
    message = _("{n} of {of} rows do not fit this project; nothing was taken in. {first}")
    return message.format(n=len(mismatches), of=n_rows, first=first)
