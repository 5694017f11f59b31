"""The key of pseudonyms: a file outside the project that says who is who, and that only its owner reads."""

import csv
import io
import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from codebench.domain.errors import InputError, StorageError
from codebench.domain.pseudonyms import Identifier, Pseudonym
from codebench.domain.text import shown_line
from codebench.exchange.files import read_bytes
from codebench.i18n import _
from codebench.project.session import Session
from codebench.store.platform import replace_file

SETTING = "pseudonym key"

_HEADINGS = ("original", "pseudonym", "kind")
_LARGEST = 10_000_000
_SQLITE = b"SQLite format 3\0"


def read_key(path: Path) -> list[Pseudonym]:
    """The pseudonyms in a key file.

    Raises:
        InputError: it can't be read, or is no key of pseudonyms.
    """
    return [one for one, _accepted in read_rows(path)]


def read_rows(path: Path) -> list[tuple[Pseudonym, bool]]:
    """The pseudonyms in a key file or a file of proposals, and whether each is accepted (in a key all are).

    Raises:
        InputError: it can't be read, or holds something else.
    """
    name = shown_line(path.name)
    wrong = _("{name} is no key of pseudonyms: it needs the columns original and pseudonym.")
    raw = read_bytes(path, _LARGEST)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(wrong.format(name=name)) from error
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        head = [heading.strip().casefold() for heading in next(rows)]
        columns = [head.index(heading) for heading in _HEADINGS[:2]]
        kind_at, accept_at = (head.index(each) if each in head else None for each in ("kind", "accept"))
        found = []
        for row in rows:
            if any(cell.strip() for cell in row):
                original, pseudonym = (row[at] for at in columns)
                kind = Identifier(row[kind_at]) if kind_at is not None and row[kind_at] else Identifier.NAME
                accepted = accept_at is None or row[accept_at].strip().casefold() in ("yes", "ja", "y", "j", "1", "x")
                found.append((Pseudonym(_plain(original), _plain(pseudonym), kind), accepted))
    except (StopIteration, ValueError, LookupError, csv.Error) as error:
        raise InputError(wrong.format(name=name)) from error
    _refuse_doubles([one for one, accepted in found if accepted], name)
    return found


def write_key(path: Path, pseudonyms: Iterable[Pseudonym]) -> None:
    """Write a key file, whole or not at all; nobody but its owner can read it.

    Raises:
        StorageError: the system refused.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADINGS)
    writer.writerows((one.original, one.replacement, str(one.kind)) for one in pseudonyms)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(out.getvalue().encode())
            file.flush()
            os.fsync(file.fileno())
        replace_file(part, path)
    except OSError as error:
        message = _("The key could not be written to {path} ({error}); nothing was changed.")
        raise StorageError(message.format(path=shown_line(str(path)), error=error.strerror or error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def check_place(key: Path, project: Path) -> None:
    """Refuse a place where a key may not be: in the project, among its snapshots, over another file.

    Raises:
        InputError: it may not be there, or something else stands there.
    """
    name = shown_line(str(key))
    resolved = key.expanduser().resolve()
    beside = project.resolve().with_name(f"{project.name}-snapshots")
    if resolved == project.resolve() or resolved.is_relative_to(beside) or resolved.suffix == project.suffix:
        raise InputError(_("The key may not be in the project: name another file than {path}.").format(path=name))
    if resolved.is_dir() or not resolved.parent.is_dir():
        raise InputError(_("{path} can't be a key: name a file in a folder that is there.").format(path=name))
    if resolved.exists():
        read_key(resolved)


def merged(known: Sequence[Pseudonym], new: Iterable[Pseudonym]) -> list[Pseudonym]:
    """The key with what is new; the same original has the same pseudonym for ever.

    Raises:
        InputError: an original has another pseudonym in the key.
    """
    there = {one.original: one for one in known}
    for one in new:
        before = there.setdefault(one.original, one)
        if before.replacement != one.replacement:
            message = _("'{original}' is {before} in the key and would be {now} now: take one of the two.")
            raise InputError(
                message.format(
                    original=shown_line(one.original),
                    before=shown_line(before.replacement),
                    now=shown_line(one.replacement),
                )
            )
    return list(there.values())


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _refuse_doubles(pseudonyms: Sequence[Pseudonym], name: str) -> None:
    seen: dict[str, str] = {}
    for one in pseudonyms:
        if seen.setdefault(one.original, one.replacement) != one.replacement:
            message = _("{name} gives '{original}' two pseudonyms.")
            raise InputError(message.format(name=name, original=shown_line(one.original)))


def remembered(session: Session) -> Path | None:
    """Where the key lies, as far as the project remembers."""
    found = session.value("SELECT value FROM settings WHERE name = ?", [SETTING])
    return None if found is None else Path(found)
