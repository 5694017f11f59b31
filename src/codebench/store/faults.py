"""What SQLite complains of, in sentences for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from codebench.domain.errors import ConflictError, DamagedError, InputError, StorageError
from codebench.domain.text import shown_line
from codebench.i18n import _


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences for the user."""
    name = shown_line(path.name)
    try:
        yield
    except sqlite3.IntegrityError as error:
        message = _("This contradicts what is in {name} ({error}); nothing was changed.")
        raise ConflictError(message.format(name=name, error=shown_line(str(error)))) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        primary = None if code is None else code & 0xFF
        if primary == sqlite3.SQLITE_FULL:
            message = _("The disk is full: nothing of this was kept in {name}; make room and try again.")
        elif primary == sqlite3.SQLITE_IOERR:
            message = _("The disk refused to read or write {name} ({error}); nothing of this was kept.")
        elif primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            message = _("{name} is busy in another program; try again when that is done.")
        elif code == sqlite3.SQLITE_READONLY_DBMOVED:
            message = _(
                "{name} was moved, removed or replaced by another program while it was open: nothing of this was kept;"
                " close it, and open the file that stands there now."
            )
        elif primary == sqlite3.SQLITE_READONLY:
            message = _("{name} can't be written to; open a copy in a folder of your own.")
        elif primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            message = _("{name} is damaged ({error}); run `codebench snapshot list` and restore the latest snapshot.")
            raise DamagedError(message.format(name=name, error=shown_line(str(error)))) from error
        else:
            message = _("{name} could not be used ({error}); run `codebench check` on it.")
        raise StorageError(message.format(name=name, error=shown_line(str(error)))) from error
    except UnicodeDecodeError as error:
        # Damage in the schema reaches even the text of SQLite's complaint about it.
        message = _("{name} is damaged ({error}); run `codebench snapshot list` and restore the latest snapshot.")
        raise DamagedError(message.format(name=name, error=error.reason)) from error
    except (sqlite3.InterfaceError, UnicodeEncodeError, OverflowError) as error:
        message = _("This can't be kept in {name} ({error}); nothing was changed.")
        raise InputError(message.format(name=name, error=shown_line(str(error)))) from error
