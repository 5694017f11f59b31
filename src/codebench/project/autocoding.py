"""Putting codes on what a rule or a search found: many passages, one act."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from codebench.domain.errors import ConflictError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.archived_codes import refuse_archived
from codebench.project.codebook import Codebook
from codebench.project.coding_rows import add_codings
from codebench.project.codings import Codings
from codebench.project.session import Session
from codebench.store.journal import Act


class FoundAt(NamedTuple):
    """A passage [start, end) of a text version, in code points."""

    document_id: int
    version_id: int
    start: int
    end: int


def autocode(
    session: Session,
    passages: Iterable[FoundAt],
    codes: Sequence[int] | str,
    told: Callable[[str, str], str],
) -> list[int]:
    """Put codes on passages, in one act; nothing is marked as reviewed. The new codings' ids.

    `codes` are ids, or the path of a code that the act makes where it is missing. `told` says what is done, given the
    codes and the number of passages in words. What the coder has a code on already stays as it is.

    Raises:
        ConflictError: a text was changed since, the coder has these codes on all of the passages, one is archived, or
            the coder codes in a blind round: what two coders have from one program they did not find independently.
        InputError: a name in the path can't be used.
    """
    if session.blind_round is not None:
        message = _("Round '{name}' is blind: its coders code by hand, and rules and searches wait until it is closed.")
        raise ConflictError(message.format(name=shown_line(session.blind_round)))
    there = list(dict.fromkeys(passages))
    _refuse_changed(session, {each.version_id for each in there})
    book = Codebook(session)
    if isinstance(codes, str) and not book.exists(codes):
        with session.act("autocode", told(f"'{shown_line(codes)}'", _in_words(len(there)))) as act:
            new = book.put(act, codes)
            return _put(session, act, [(each, new) for each in there])
    ids = [book.ensure(codes)] if isinstance(codes, str) else list(dict.fromkeys(codes))
    refuse_archived(session, ids)
    fresh = _fresh(session, there, ids)
    if not fresh:
        raise ConflictError(_("All of these passages have this code already."))
    tree = book.tree()
    names = ", ".join(f"'{shown_line(tree.path(code))}'" for code in ids)
    with session.act("autocode", told(names, _in_words(len({each for each, _code in fresh})))) as act:
        return _put(session, act, fresh)


def _refuse_changed(session: Session, versions: Collection[int]) -> None:
    gone = session.value(
        "SELECT count(*) FROM json_each(?) j LEFT JOIN view_documents d ON d.text_version_id = j.value"
        " WHERE d.document_id IS NULL",
        [json.dumps(sorted(versions))],
    )
    if gone:
        raise ConflictError(_("A text was changed meanwhile; nothing was coded. Try again."))


def _fresh(session: Session, passages: Sequence[FoundAt], codes: Sequence[int]) -> list[tuple[FoundAt, int]]:
    """The passages with the codes that the present coder does not have on exactly them yet."""
    there = set(
        session.tuples(
            "SELECT text_version_id, start, \"end\", code_id FROM codings WHERE coder_id = :coder AND status = 'active'"
            " AND code_id IN (SELECT value FROM json_each(:codes))"
            " AND text_version_id IN (SELECT value FROM json_each(:versions))",
            {
                "coder": session.coder.id,
                "codes": json.dumps(codes),
                "versions": json.dumps(sorted({each.version_id for each in passages})),
            },
        )
    )
    return [(each, code) for each in passages for code in codes if (*each[1:], code) not in there]


def _put(session: Session, act: Act, fresh: Iterable[tuple[FoundAt, int]]) -> list[int]:
    rows = [(*each, code, session.coder.id, "autocode") for each, code in fresh]
    return list(add_codings(act, rows, Codings(session).revision()))


def _in_words(n: int) -> str:
    return plural("{n} passage", "{n} passages", n)
