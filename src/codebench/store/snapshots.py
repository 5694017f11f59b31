"""Verified copies of the project file, with a manifest, kept by count and age."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codebench.domain.errors import DamagedError, NotFoundError, StorageError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.store.platform import replace_file, sync_file, sync_folder

if TYPE_CHECKING:
    from codebench.store.database import Database

KEEP_LAST = 10
KEEP_DAYS = 30
_RESTORED = ".restored"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One copy: its name, when (UTC) and why it was made, the journal's head in it, its SHA-256 and size in bytes."""

    name: str
    made_at: str
    reason: str
    head: str
    acts: int
    sha256: str
    size: int


_FIELDS = {field.name: int if field.name in ("acts", "size") else str for field in fields(Snapshot)}


def folder_of(project: Path) -> Path:
    """Where the snapshots of a project lie."""
    return project.with_name(project.name + "-snapshots")


def copy_database(db: "Database", target: Path) -> None:
    """A verified copy of an open database under a new name; never half there.

    Raises:
        StorageError: the disk refused, or is full.
        DamagedError: the copy does not hold together.
    """
    new = target.with_name(f".{target.name}-new")
    try:
        new.unlink(missing_ok=True)
        try:
            # As a URI, since SQLite takes file names in UTF-8 only.
            db.conn.execute("VACUUM INTO ?", (new.absolute().as_uri(),))
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                message = _("The project is damaged ({error}), so that no snapshot could be made of it.")
                raise DamagedError(message.format(error=shown_line(str(error)))) from error
            message = _("No snapshot could be made in {folder} ({error}); nothing was changed.")
            folder = shown_line(str(target.parent))
            raise StorageError(message.format(folder=folder, error=shown_line(str(error)))) from error
        with closing(sqlite3.connect(new)) as copy:
            try:
                verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            except sqlite3.DatabaseError as error:
                verdict = str(error)
        if verdict != "ok":
            raise DamagedError(_("The snapshot does not hold together ({error}).").format(error=shown_line(verdict)))
        replace_file(new, target)
    except OSError as error:
        message = _("No snapshot could be made in {folder} ({error}); nothing was changed.")
        folder = shown_line(str(target.parent))
        raise StorageError(message.format(folder=folder, error=error.strerror)) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def make(db: "Database", project: Path, reason: str) -> Snapshot:
    """Take a snapshot and let go of those past their age.

    Raises:
        StorageError: the disk refused.
    """
    folder = folder_of(project)
    moment = datetime.now(UTC)
    name = moment.strftime("%Y%m%d-%H%M%S-%f")[:-3]
    target = folder / f"{name}.codebench"
    manifest = target.with_suffix(".json")
    try:
        folder.mkdir(exist_ok=True)
        copy_database(db, target)
        head = db.conn.execute("SELECT hash FROM events ORDER BY id DESC LIMIT 1").fetchone()
        snapshot = Snapshot(
            name=name,
            made_at=moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            reason=reason,
            head=head[0] if head else "",
            acts=db.conn.execute("SELECT count(*) FROM acts").fetchone()[0],
            sha256=_file_hash(target),
            size=target.stat().st_size,
        )
        manifest.write_text(json.dumps(asdict(snapshot), indent=1), "utf-8")
        sync_file(manifest)
        sync_folder(folder)
    except OSError as error:
        # A copy without a manifest would be in no list and never be let go.
        for half in (target, manifest):
            with suppress(OSError):
                half.unlink(missing_ok=True)
        message = _("No snapshot could be made in {folder} ({error}); nothing was changed.")
        raise StorageError(message.format(folder=shown_line(str(folder)), error=error.strerror)) from error
    with suppress(OSError):
        _let_go(project, name)
    return snapshot


def listed(project: Path) -> list[Snapshot]:
    """The snapshots of a project, oldest first; a copy without a readable manifest is not among them."""
    found = []
    for manifest in sorted(folder_of(project).glob("*.json")):
        try:
            told: dict[str, Any] = json.loads(manifest.read_text("utf-8"))
            told = {name: kind(told[name]) for name, kind in _FIELDS.items()}
            snapshot = Snapshot(**told)
        except (OSError, ValueError, TypeError, LookupError):
            continue
        if snapshot.name == manifest.stem and manifest.with_suffix(".codebench").exists():
            found.append(snapshot)
    return found


def file_of(project: Path, name: str) -> Path:
    """The file of a snapshot, verified against its manifest; an unambiguous beginning of the name is enough.

    Raises:
        NotFoundError: no or several snapshots have this name.
        DamagedError: the file is not what the manifest says.
    """
    matching = [snapshot for snapshot in listed(project) if snapshot.name.startswith(name)]
    if len(matching) != 1:
        message = _("There is no snapshot {name}; `codebench snapshot list` shows them.")
        raise NotFoundError(message.format(name=shown_line(name)))
    path = folder_of(project) / f"{matching[0].name}.codebench"
    if _file_hash(path) != matching[0].sha256:
        message = _("Snapshot {name} is damaged; choose another from `codebench snapshot list`.")
        raise DamagedError(message.format(name=matching[0].name))
    return path


def verified_copy(project: Path, name: str) -> Path:
    """A copy of a snapshot among them, to be changed and put back; see `file_of` for what it raises.

    Raises:
        StorageError: the disk refused.
    """
    source = file_of(project, name)
    # Not beside the project, whose name may be too long to leave room for what is added to it.
    copy = folder_of(project) / _RESTORED
    try:
        # A restore that was killed may have left its copy, with a journal that would be rolled back into this one.
        drop_sidecars(copy)
        shutil.copyfile(source, copy)
    except OSError as error:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        message = _("Snapshot {name} can't be put back ({error}); nothing was changed.")
        raise StorageError(message.format(name=source.stem, error=error.strerror)) from error
    return copy


def damaged_copy(project: Path, moment: datetime) -> Path:
    """Where a damaged file is kept when a snapshot takes its place."""
    return project.with_name(f"{project.name}-damaged-{moment:%Y%m%d-%H%M%S}")


def keep_damaged(project: Path, kept: Path) -> None:
    """Copy a damaged file with the journal beside it, which may hold what was there before; or nothing of it."""
    pairs = [(project.with_name(project.name + end), kept.with_name(kept.name + end)) for end in ("", "-journal")]
    try:
        for source, target in pairs:
            if source.exists():
                shutil.copyfile(source, target)
    except OSError:
        for _source, target in pairs:
            with suppress(OSError):
                target.unlink(missing_ok=True)
        raise


def remove_copies(project: Path) -> int:
    """Remove every copy that was ever made of the project (a purge must reach them too); how many snapshots went."""
    folder = folder_of(project)
    snapshots = [path for path in folder.glob("*.codebench") if not path.name.startswith(".")]
    # By their beginnings, not by a pattern: a project's own name may hold `*` or `[`.
    beginnings = (f"{project.name}-damaged-", f".{project.name}-new")
    others = [path for path in project.parent.iterdir() if path.name.startswith(beginnings)]
    halves = [*folder.glob(".*.codebench-new*"), *folder.glob(f"{_RESTORED}*")]
    for path in (*snapshots, *folder.glob("*.json"), *halves, *others):
        path.unlink()
    if folder.exists():
        sync_folder(folder)
    sync_folder(project.parent)
    return len(snapshots)


def drop_sidecars(project: Path) -> None:
    """Remove what SQLite left beside a file that is to be replaced, since it would be rolled back into the new one."""
    for sidecar in ("-journal", "-wal", "-shm"):
        project.with_name(project.name + sidecar).unlink(missing_ok=True)


def put_back(copy: Path, project: Path) -> None:
    """Put a verified file in the place of the project, whose connection must be closed."""
    drop_sidecars(project)
    replace_file(copy, project)


def _let_go(project: Path, made: str) -> None:
    """Keep the last ten, and of each older day within thirty days the last one.

    The one just made stays even where the clock was set back, and the others seem to be newer.
    """
    snapshots = listed(project)
    oldest = (datetime.now(UTC) - timedelta(days=KEEP_DAYS)).isoformat()
    last_of_day = {snapshot.made_at[:10]: snapshot.name for snapshot in snapshots}
    for snapshot in snapshots[:-KEEP_LAST]:
        aged = snapshot.made_at < oldest or last_of_day[snapshot.made_at[:10]] != snapshot.name
        if aged and snapshot.name != made:
            for suffix in (".json", ".codebench"):
                (folder_of(project) / f"{snapshot.name}{suffix}").unlink(missing_ok=True)


def _file_hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
