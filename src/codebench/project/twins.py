"""Material that is there already: the same file, or the same text in a file of another format."""

import re
from collections.abc import Sequence

from codebench.domain.draft import DocumentDraft, Draft
from codebench.domain.text import checksum, shown_line
from codebench.i18n import _
from codebench.project.session import Session

# Shorter texts ("niet bereikt") may well be the same without being one text.
_LEAST_TEXT = 100
_WORDS = re.compile(r"\w+")


def known_file(session: Session, draft: Draft) -> str | None:
    """The name under which the same file was taken in before, or None."""
    found = session.value("SELECT name FROM sources WHERE checksum = ?", [draft.checksum])
    return None if found is None else str(found)


def left_out(session: Session, drafts: Sequence[Draft]) -> dict[int, str]:
    """The drafts, by index, that bring nothing new, each with a sentence that says why.

    The same file was taken in before, or its text was, from a file of another format; or an earlier one of these
    drafts is that file or holds that text. Texts of at least 100 letters and digits are compared by these alone.
    Survey answers are not compared: many say the same.
    """
    why: dict[int, str] = {}
    texts: dict[str, str] | None = None
    files: dict[str, str] = {}
    for i, draft in enumerate(drafts):
        name = shown_line(draft.source)
        before = known_file(session, draft)
        if before is not None:
            message = _("{name} is in this project already (as {before}).")
            why[i] = message.format(name=name, before=shown_line(before))
        elif draft.checksum in files:
            why[i] = _("{name} is the same file as {other}.").format(name=name, other=files[draft.checksum])
        files.setdefault(draft.checksum, name)
        prints = [] if draft.questions or i in why else _prints(draft)
        if not prints:
            continue
        texts = _texts(session) if texts is None else texts
        if all(one in texts for one in prints):
            why[i] = _("{name} holds the same text as {other}.").format(name=name, other=texts[prints[0]])
        for one in prints:
            texts.setdefault(one, name)
    return why


def _texts(session: Session) -> dict[str, str]:
    """The names of the texts of this project, by the fingerprints of all their versions."""
    rows = session.tuples(
        "SELECT t.value, d.name FROM documents d JOIN text_versions v ON v.document_id = d.id"
        " JOIN indexed_texts t ON t.id = v.id"
        " WHERE d.kind <> 'answer' AND d.status = 'active' AND t.value IS NOT NULL ORDER BY v.id"
    )
    return {one: shown_line(name) for text, name in rows if (one := _fingerprint(text)) is not None}


def _prints(draft: Draft) -> list[str]:
    """The fingerprints of a draft's texts; none where one of them is too short."""
    texts = (record.text for record in draft.records() if isinstance(record, DocumentDraft))
    found = [_fingerprint(text) for text in texts]
    return [one for one in found if one is not None] if all(found) else []


def _fingerprint(text: str) -> str | None:
    """What two texts share that differ in layout only; None for one that is too short to be told by it."""
    letters = "".join(_WORDS.findall(text)).casefold()
    return checksum(letters) if len(letters) >= _LEAST_TEXT else None
