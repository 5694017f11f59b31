"""A database of another program: read from its own tables only, and never written to."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import SEEK_END
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _

_HEADER = b"SQLite format 3\0"
_HEADER_SIZE = 100
_LONGEST_VALUE = 256_000_000


class ForeignFile:
    """The tables of a database that is not trusted: views, triggers and functions of its own are not run."""

    def __init__(self, name: str, connection: sqlite3.Connection) -> None:
        self._name = name
        self._connection = connection
        self._columns: dict[str, tuple[str, ...]] = {}
        for (table,) in self._run("SELECT name FROM sqlite_master WHERE type = 'table'"):
            found = self._run("SELECT name FROM pragma_table_info(?)", [table])
            self._columns[table.casefold()] = tuple(name.casefold() for (name,) in found)

    def has(self, *tables: str) -> bool:
        """Whether it has all of these tables."""
        return all(table in self._columns for table in tables)

    def rows(self, table: str, columns: Sequence[str], order: str = "rowid") -> Iterator[dict[str, Any]]:
        """The rows of a table with these columns; a column, or a table, that an older version lacks gives None.

        Raises:
            InputError: the file is damaged.
        """
        there = self._columns.get(table, ())
        listed = ", ".join(f'"{name}"' if name in there else "NULL" for name in columns)
        if not there:
            return
        by = "" if order == "rowid" or order not in there else f' ORDER BY "{order}"'
        for row in self._run(f'SELECT {listed} FROM "{table}"{by}'):
            yield dict(zip(columns, row, strict=True))

    def _run(self, sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._connection.execute(sql, params)
        except sqlite3.Error as error:
            raise _damaged(self._name) from error


@contextmanager
def foreign_file(path: Path) -> Iterator[ForeignFile]:
    """A database of another program, as it is at this moment.

    What its program is still writing is read on a copy, that goes afterwards.

    Raises:
        NotFoundError: there is no such file.
        InputError: it is no SQLite database, or damaged.
    """
    name = shown_line(path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_SIZE)
            size = file.seek(0, SEEK_END)
    except FileNotFoundError:
        raise NotFoundError(_("There is no file {name}; check the name and the folder.").format(name=name)) from None
    except OSError as error:
        message = _("{name} can't be read ({error}); check the rights on the file.")
        raise InputError(message.format(name=name, error=error.strerror or error)) from error
    if not head.startswith(_HEADER) or not _is_whole(head, size):
        raise _damaged(name)
    path = path.resolve()
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    # On a copy SQLite may finish, or take back, what was left half done; a file that rests is read in place.
    if any(each.exists() for each in beside):
        with TemporaryDirectory(prefix="codebench-") as folder:
            copy = Path(folder) / "copy.sqlite3"
            for source in (path, *beside):
                if source.exists():
                    copyfile(source, copy.with_name(copy.name + source.name.removeprefix(path.name)))
            with _opened(name, f"{copy.as_uri()}?mode=rw") as found:
                yield found
        return
    with _opened(name, f"{path.as_uri()}?mode=ro&immutable=1") as found:
        yield found


def _is_whole(head: bytes, size: int) -> bool:
    """Whether a database has as many pages as its header says; SQLite takes one that is cut off for half empty."""
    page = int.from_bytes(head[16:18], "big")
    page = 65_536 if page == 1 else page
    return page > 0 and size % page == 0 and size >= page * int.from_bytes(head[28:32], "big")


@contextmanager
def _opened(name: str, uri: str) -> Iterator[ForeignFile]:
    try:
        connection = sqlite3.connect(uri, uri=True)
    except sqlite3.Error as error:
        raise _damaged(name) from error
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")
        # A page that is gone need not be met when tables are read: rows would be missing without a word.
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _damaged(name)
        yield ForeignFile(name, connection)
    except sqlite3.Error as error:
        raise _damaged(name) from error
    finally:
        connection.close()


def _damaged(name: str) -> InputError:
    message = _("{name} is no database that can be read, or is damaged; save it again in its own program.")
    return InputError(message.format(name=name))
