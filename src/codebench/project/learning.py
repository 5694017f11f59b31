"""The tutorial's own copy of the demonstration: where it lies, how far its learner is, what they did in it since."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from codebench.i18n import _
from codebench.project.demo import NAME, make_demo
from codebench.project.project import Project
from codebench.project.user_folder import load, save

_KEPT = "lesson.json"


@dataclass(frozen=True, slots=True)
class Lesson:
    """How far the tutorial in a project is: the present step, counted from 0, and the last act before that began."""

    path: Path
    coder: str
    step: int = 0
    since: int = 0

    def keep(self) -> None:
        """Go on from here next time."""
        save(_KEPT, {"project": str(self.path), "coder": self.coder, "step": self.step, "since": self.since})


def begin(folder: Path | None, say: Callable[[str], None], *, again: bool = False) -> Lesson:
    """The lesson that was left last, in this folder where one is named; else a new one, in a fresh copy.

    Without a folder a new one is made where the system keeps what is temporary. `again` makes a fresh copy anyway.

    Raises:
        ConflictError: another project of that name is in the folder.
        StorageError: the folder can't be made or written to.
    """
    known = None if again else _known()
    if known is not None and (folder is None or known.path == (folder / NAME).resolve()):
        return known
    path = make_demo(Path(mkdtemp(prefix="codebench-")) if folder is None else folder, say).resolve()
    coder = _("You")
    with Project.open(path) as project:
        project.act_as(project.coders.all()[0].name)
        project.coders.add(coder)
        lesson = Lesson(path, coder, since=project.history.acts(1)[0].id)
    lesson.keep()
    return lesson


def _known() -> Lesson | None:
    """The lesson that was left last, where its project is still there."""
    kept = load(_KEPT, dict)
    path, coder, step, since = (kept.get(name) for name in ("project", "coder", "step", "since"))
    if not isinstance(path, str) or not isinstance(coder, str) or not isinstance(step, int):
        return None
    if not isinstance(since, int) or not Path(path).is_file():
        return None
    return Lesson(Path(path), coder, step, since)


class Doings:
    """What the present coder did in a project since a moment, whichever keys it took: after an act, or after now."""

    def __init__(self, project: Project, since: int | None = None) -> None:
        self._session = project.session
        self._folder = project.path.parent
        self._reports = self._written()
        self.since = int(self._session.value("SELECT max(id) FROM acts") or 0) if since is None else since
        """The number of the last act before."""

    def did(self, kind: str) -> bool:
        """Whether an act of this kind was done."""
        sql = "SELECT 1 FROM acts WHERE id > ? AND coder_guid = ? AND kind = ? LIMIT 1"
        return self._session.value(sql, [self.since, self._session.coder.guid, kind]) is not None

    def coded_together(self) -> bool:
        """Whether several answers got a code in one act."""
        sql = """
          SELECT 1 FROM view_codings v JOIN acts a ON a.created_at = v.created_at AND a.id > ?
          JOIN documents d ON d.id = v.document_id AND d.question_id IS NOT NULL
          WHERE v.coder_id = ? GROUP BY a.id HAVING count(DISTINCT v.document_id) > 1 LIMIT 1
        """
        return self._session.value(sql, [self.since, self._session.coder.id]) is not None

    def reported(self) -> bool:
        """Whether a report was written beside the project, since this was made."""
        return self._written() > self._reports

    def _written(self) -> frozenset[tuple[str, int]]:
        """What may be a report, each with when it was written (nanoseconds since 1970)."""
        found = (file for suffix in ("docx", "html", "md") for file in self._folder.glob(f"*.{suffix}"))
        return frozenset((file.name, file.stat().st_mtime_ns) for file in found)
