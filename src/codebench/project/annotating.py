"""Annotating what is not annotated yet: a helper process does the language work, what it finished is kept at once."""

from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from time import perf_counter, sleep
from typing import Any

from codebench.language.pipelines import Choice
from codebench.project.session import Session
from codebench.project.workers import Helper, WorkerDiedError, WorkerError
from codebench.store import annotations as cache
from codebench.store.annotations import Kept, Page

_TEXTS = 200  # so many texts go to the helper at once,
_CHARACTERS = 60_000  # or texts of so many code points together
_AHEAD = 2  # so many such batches, so that it never waits for us
_TRIES = 5  # so often in a row it may fail
_GIVING_WAY = 0.1  # seconds
_LEAST, _MOST = 200, 20_000  # lemmas of texts in one transaction; its time tells how many the next may have


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the active documents with a text are annotated."""

    texts: int
    done: int

    @property
    def to_do(self) -> int:
        """How many are left."""
        return self.texts - self.done


@dataclass(frozen=True, slots=True)
class Pace:
    """How a run fits in with what else goes on in the program.

    `at_store` has a step done where the project is open, and waits for it: a run may be in another thread. What is
    kept is kept in transactions of about `seconds`; an impatient one lets who reads the project go first.
    """

    at_store: Callable[[Callable[[], Any]], Any] = lambda step: step()
    seconds: float = 0.5
    patient: bool = True


@dataclass(frozen=True, slots=True)
class _Batch:
    ids: tuple[int, ...]
    params: dict[str, Any]


class AnnotationRun:
    """One run over a project, coded documents first."""

    def __init__(
        self,
        session: Session,
        choice: Choice,
        helper: Helper,
        *,
        progress: Callable[[Tally], object] = lambda _tally: None,
        stop: Callable[[], bool] = lambda: False,
        pace: Pace | None = None,
    ) -> None:
        self._store = session.store
        self._pipeline = choice.pipeline
        self._helper = helper
        self._progress = progress
        self._stop = stop
        self._pace = pace or Pace()
        self._todo: deque[int] = deque()
        self._asked: deque[tuple[_Batch, Future[Any]]] = deque()
        self._texts = self._done = 0
        self._lemmas = _LEAST
        self._alone = 0  # so many texts are to be asked one by one

    def go(self) -> Tally:
        """Run until all is done or `stop` says so; how far it is then. `progress` is told after each transaction.

        A text on which the helper process fails is left out; the next run tries it again.

        Raises:
            InputError: the pipeline can't be used.
            WorkerError: the helper process failed at several texts in a row, or at all that there were.
            StorageError: the disk refused.
        """
        self._look()
        failed, succeeded = 0, False
        while not self._stop() and self._ask_ahead():
            batch, future = self._asked.popleft()
            try:
                answer = future.result()
            except WorkerError as error:
                failed += 1
                is_last = len(batch.ids) == 1 and not (self._todo or self._asked)
                if failed == _TRIES or self._stop() or (is_last and not succeeded):
                    raise
                self._put_back(batch, process_died=isinstance(error, WorkerDiedError))
                continue
            failed, succeeded = 0, True
            self._keep(
                [Kept(version, b64decode(value), n) for version, (value, n) in zip(batch.ids, answer, strict=True)]
            )
        for _batch, future in self._asked:
            future.cancel()
        return Tally(self._texts, self._done)

    def _look(self) -> None:
        """Find what is to do, in short reads."""
        at_store = self._pace.at_store
        pages = at_store(lambda: cache.pending(self._store, self._number()))
        others: list[int] = []
        while page := at_store(lambda: next(pages, None)):
            assert isinstance(page, Page)
            self._texts += page.texts
            self._todo.extend(page.coded)
            others += page.others
        self._todo.extend(others)
        self._done = self._texts - len(self._todo)
        self._progress(Tally(self._texts, self._done))

    def _ask_ahead(self) -> bool:
        """See to it that the helper has enough to do; whether an answer is to be waited for."""
        while self._todo and len(self._asked) < _AHEAD:
            batch = self._pace.at_store(self._next_batch)
            self._asked.append((batch, self._helper.ask("annotate", batch.params)))
        return bool(self._asked)

    def _put_back(self, failed: _Batch, *, process_died: bool) -> None:
        """Have what was not done asked once more, each text of the batch that failed by itself to find the one."""
        if process_died:  # and with it what was to come next
            for batch, _future in reversed(self._asked):
                self._todo.extendleft(reversed(batch.ids))
            self._asked.clear()
        if len(failed.ids) > 1:
            self._todo.extendleft(reversed(failed.ids))
            self._alone = len(failed.ids)

    def _next_batch(self) -> _Batch:
        n = 1 if self._alone else _TEXTS
        self._alone = max(0, self._alone - 1)
        wanted = [self._todo.popleft() for _ in range(min(n, len(self._todo)))]
        texts = cache.texts_of(self._store, wanted)
        ids: list[int] = []
        size = 0
        for place, version in enumerate(wanted):
            if size >= _CHARACTERS:
                self._todo.extendleft(reversed(wanted[place:]))
                break
            if version in texts:
                ids.append(version)
                size += len(texts[version])
            else:  # it was taken out of the project in the meantime
                self._texts -= 1
        number = self._number()
        known = {} if number is None else cache.earlier(self._store, number, ids)
        params = {
            "name": self._pipeline.name,
            "key": self._pipeline.key,
            "texts": [texts[version] for version in ids],
            "known": [
                [known[version][0], b64encode(known[version][1]).decode("ascii")] if version in known else None
                for version in ids
            ],
        }
        return _Batch(tuple(ids), params)

    def _keep(self, made: list[Kept]) -> None:
        while made and not self._stop():
            some = [kept for kept, before in zip(made, _sums(made), strict=True) if before < self._lemmas]
            seconds = self._pace.at_store(partial(self._kept_in, some))
            if seconds is None:
                sleep(_GIVING_WAY)
                continue
            made = made[len(some) :]
            fitting = round(self._lemmas * self._pace.seconds / max(seconds, 0.001))
            self._lemmas = max(_LEAST, min(2 * self._lemmas, fitting, _MOST))
            self._done += len(some)
            self._progress(Tally(self._texts, self._done))

    def _kept_in(self, made: list[Kept]) -> float | None:
        """Keep it; in how many seconds, or None where an impatient one had to give way."""
        start = perf_counter()
        name, key = self._pipeline.name, self._pipeline.key
        kept = cache.keep(self._store, name, key, made, patient=self._pace.patient)
        return perf_counter() - start if kept else None

    def _number(self) -> int | None:
        return cache.pipeline_id(self._store, self._pipeline.name, self._pipeline.key)


def _sums(made: Sequence[Kept]) -> Iterator[int]:
    """How many lemmas come before each."""
    return accumulate((len(kept.lemmas) for kept in made[:-1]), initial=0)
