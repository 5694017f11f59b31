"""Another project's file: read as it is, and never written to."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from codebench.domain.errors import DamagedError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.check import check
from codebench.store.connection import Store, check_header, open_store
from codebench.store.schema import VERSION


@contextmanager
def other_file(path: Path) -> Iterator[Store]:
    """A whole project file, open to read only, in the state of this moment.

    What is of an older format, or was left in the middle of an act, is brought up on a copy that goes afterwards.

    Raises:
        NotFoundError: there is none.
        InputError: it is no project of codebench, or of a newer version.
        DamagedError: it does not hold together.
    """
    if not path.exists():
        raise NotFoundError(
            _("There is no file {name}; check the name and the folder.").format(name=shown_line(path.name))
        )
    found = check_header(path)
    path = path.resolve()
    half_written = path.with_name(f"{path.name}-journal")
    if found == VERSION and not half_written.exists():
        with open_store(path, read_only=True) as store:
            yield _sound(store)
        return
    with TemporaryDirectory(prefix="codebench-") as folder:
        copy = Path(folder) / path.name
        for source in (path, half_written):
            if source.exists():
                shutil.copyfile(source, copy.with_name(source.name))
        with Store.of_copy(copy) as store:
            yield _sound(store)


def _sound(store: Store) -> Store:
    damage = check(store)
    if damage:
        message = _("{name} is damaged ({where}: {what}); ask for it again, or restore a snapshot of it there.")
        name = shown_line(store.path.name)
        raise DamagedError(message.format(name=name, where=damage[0].where, what=damage[0].what))
    # One read transaction: what somebody else writes into it meanwhile is not half seen.
    store.connection.execute("BEGIN")
    return store
