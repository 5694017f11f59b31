"""The project: one file, and everything that a researcher can do with it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from codebench.domain.table import Table
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.coders import Coders, add_coder
from codebench.project.documents import Documents
from codebench.project.history import History
from codebench.project.late_parts import LateParts
from codebench.project.models import CoderInfo, ProjectInfo
from codebench.project.session import Session, clean_name
from codebench.store import connection
from codebench.store import snapshots as files
from codebench.store.connection import SUFFIX, Store
from codebench.store.journal import Actor, act, new_guid
from codebench.store.snapshots import Snapshot

if TYPE_CHECKING:
    from codebench.analysis.folding import FoldRequest
    from codebench.analysis.frequencies import FrequencyRequest
    from codebench.project.evaluation import Findings
    from codebench.store.check import Damage


class Project(LateParts):
    """An open project. Its parts (`documents`, `codings`, `history`...) hold one method per act.

    Use it as a context manager, or `close` it.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.coders = Coders(session)
        self.documents = Documents(session)
        self.history = History(session)

    @classmethod
    def create(cls, path: Path, coder: str, *, language: str = "nl") -> Self:
        """Make a new project file with its first coder, and open it.

        Raises:
            ConflictError: something stands there already.
            StorageError: the folder can't be written to.
        """
        clean = clean_name(coder, _("coder"), 80)
        guid = new_guid()

        def fill(store: Store) -> None:
            with act(
                store, Actor(guid, clean), "init", _("make project {name}").format(name=shown_line(path.stem))
            ) as first:
                name = path.name.removesuffix(SUFFIX)
                first.insert_rows(
                    "projects",
                    ("guid", "created_at", "language", "name"),
                    [(new_guid(), first.created_at, language, name)],
                )
                first.insert("codebook_revisions", created_at=first.created_at)
                add_coder(first, clean, guid)

        store = connection.create(path, fill)
        return cls(Session(store, CoderInfo(1, guid, clean)))

    @classmethod
    def open(cls, path: Path, coder: str | None = None, *, read_only: bool = False) -> Self:
        """Open a project; `coder` may stay away where only one coder is known.

        Raises:
            NotFoundError: there is no such file or coder.
            InputError: the file is something else, or of a newer version.
            ConflictError: another program writes in it.
            DamagedError: it does not hold together.
        """
        store = connection.open_store(path, read_only=read_only)
        try:
            project = cls(Session(store, None))
            if coder is not None:
                project.act_as(coder)
            elif len(project.coders.all()) == 1:
                project.session.coder = project.coders.all()[0]
        except BaseException:
            store.close()
            raise
        return project

    @property
    def path(self) -> Path:
        """Where the project file lies."""
        return self.session.store.path

    @property
    def coder(self) -> CoderInfo:
        """Who works now."""
        return self.session.coder

    @property
    def read_only(self) -> bool:
        """Whether this opening may not write."""
        return self.session.store.read_only

    @property
    def blindness(self) -> str:
        """Why whoever works now sees nothing of others and no suggestion, in a sentence; empty where they do."""
        return self.session.blindness

    def act_as(self, name: str) -> CoderInfo:
        """Go on as another coder.

        Raises:
            NotFoundError: there is no coder of this name.
        """
        self.session.coder = self.coders.get(name)
        return self.session.coder

    def reader(self) -> "Project":
        """The same project opened once more to read only, for a thread of its own."""
        return Project(Session(self.session.store.reader(), self.session.coder))

    def info(self) -> ProjectInfo:
        """The project at a glance."""
        value = self.session.value
        return ProjectInfo(
            name=value("SELECT name FROM projects"),
            path=str(self.path),
            coder=self.session.coder_name,
            coders=tuple(coder.name for coder in self.coders.all()),
            documents=value("SELECT count(*) FROM documents WHERE status = 'active' AND kind <> 'answer'"),
            questions=value("SELECT count(*) FROM questions"),
            answers=value("SELECT count(*) FROM documents WHERE status = 'active' AND kind = 'answer'"),
            cases=value("SELECT count(*) FROM cases"),
            codes=value("SELECT count(*) FROM view_codes WHERE status = 'active'"),
            codings=value(
                f"SELECT count(*) FROM codings g WHERE g.status = 'active' AND {self.session.visible().codings('g')}"
            ),
            read_only=self.read_only,
        )

    def frequencies(self, request: "FrequencyRequest") -> Table:
        """How often each code was given; see `analysis.frequencies`.

        Who takes part in an open blind round gets their own work counted.

        Raises:
            InputError: such a coder asked for another's work; see `analysis.frequencies` for the rest.
        """
        from codebench.analysis.frequencies import frequencies

        seen = self._seen(request)
        return self.session.with_state(lambda: frequencies(self.session.store, seen))

    def folded(self, request: "FoldRequest") -> Table:
        """The answers to a closed question with what was written folded in; see `analysis.folding`.

        Raises:
            InputError: a round hides the work that was asked for; see `analysis.folding` for the rest.
        """
        from codebench.analysis.folding import folded
        from codebench.analysis.frequencies import FrequencyRequest
        from codebench.analysis.scope import ScopeRequest

        seen = self._seen(FrequencyRequest(scope=ScopeRequest(coder=request.coder)))
        narrowed = replace(request, coder=seen.scope.coder)
        return self.session.with_state(lambda: folded(self.session.store, narrowed))

    def _seen(self, request: "FrequencyRequest") -> "FrequencyRequest":
        """The request as far as whoever asks may see it."""
        return replace(request, scope=self.figures.seen(request.scope))

    def evaluate(self, seeds: int | None, items: int, tell: Callable[[str], None]) -> "Findings":
        """How good the suggestions would have been on what the present coder did, beside simpler methods.

        Without seeds the units come in the order of the first decision on each, else in so many random orders;
        `tell` hears what is being done.

        Raises:
            InputError: the coder has coded too little, or nobody said who codes.
        """
        # It brings numpy, which no other part of a project needs.
        from codebench.project.evaluation import evaluate_history

        return evaluate_history(self.session, seeds, items, tell)

    def restore(self, name: str) -> Snapshot:
        """Put a snapshot in the place of the project; the present file is kept as a snapshot first.

        The restored file's journal goes on with an act that names both heads.

        Raises:
            NotFoundError: there is no such snapshot.
            DamagedError: it is damaged; nothing was changed.
        """
        copy = files.verified_copy(self.path, name)
        try:
            present = self.snapshots.make(_("before: restore of {name}").format(name=name))
            with Store.of_copy(copy) as store:
                then = store.value("SELECT hash FROM events ORDER BY id DESC LIMIT 1")
                summary = _("restore snapshot {name}").format(name=name)
                with act(store, Actor(self.coder.guid, self.coder.name), "restore snapshot", summary) as current:
                    current.record("restore", {"left": present.head, "restored": then})
            self.session.store.replaced(lambda: files.put_back(copy, self.path))
        finally:
            copy.unlink(missing_ok=True)
        return present

    def check(self) -> "list[Damage]":
        """Everything that is wrong with the file; an empty list when it is sound."""
        from codebench.store.check import check

        return check(self.session.store)

    def close(self) -> None:
        """Close the file."""
        self.session.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
