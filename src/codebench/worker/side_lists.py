"""Operations that go through many texts with what the learner knows: what to look at again, or next."""

from collections.abc import Callable, Iterator
from typing import Any

from codebench.suggest.hunt import hunt
from codebench.suggest.learner import Learner
from codebench.suggest.missed import missed
from codebench.suggest.recheck import recheck
from codebench.suggest.segments import Segment
from codebench.suggest.themes import new_themes
from codebench.suggest.wire import segment_of_json
from codebench.worker.job import Job

_HELD = "held"

Held = list[tuple[Segment, frozenset[int]]]


def hold(job: Job) -> None:
    """Keep `segments` for the next list: [segment, its codes]; `fresh` lets go of those that were kept."""
    if job.params["fresh"]:
        job.kept[_HELD] = []
    job.kept[_HELD] += [(segment_of_json(one), frozenset(codes)) for one, codes in job.params["segments"]]


def side_list(job: Job) -> list[Any]:
    """The list `kind` over the segments that are kept, which are let go of; rows as the kind has them."""
    held: Held = job.kept.pop(_HELD)
    learner: Learner = job.kept["learner"]
    return _LISTS[job.params["kind"]](job, learner, held)


def _recheck(job: Job, learner: Learner, held: Held) -> list[Any]:
    doubts = recheck(learner, _counted(job, [entry for entry in held if entry[1]]))
    return [[doubt.segment_id, doubt.code_id, doubt.probability, doubt.rather] for doubt in doubts if doubt.margin < 0]


def _hunt(job: Job, learner: Learner, held: Held) -> list[Any]:
    return [list(entry) for entry in hunt(learner, (segment for segment, _codes in _counted(job, held)))]


def _missed(job: Job, learner: Learner, held: Held) -> list[Any]:
    code = job.params["code"]
    without = [entry for entry in held if code not in entry[1]]
    return [list(entry) for entry in missed(learner, code, (segment for segment, _codes in _counted(job, without)))]


def _themes(_job: Job, learner: Learner, held: Held) -> list[Any]:
    uncoded = [segment for segment, codes in held if not codes]
    found = new_themes(learner, uncoded, (segment for segment, codes in held if codes))
    return [[one.lemma, one.n_uncoded, one.n_coded, one.unlike, list(one.segment_ids)] for one in found]


def _counted(job: Job, entries: Held) -> Iterator[tuple[Segment, frozenset[int]]]:
    """The entries one by one, telling how far it is."""
    for i, entry in enumerate(entries):
        if i % 20 == 0:
            job.progress(i, len(entries))
        yield entry


_LISTS: dict[str, Callable[[Job, Learner, Held], list[Any]]] = {
    "recheck": _recheck,
    "hunt": _hunt,
    "missed": _missed,
    "themes": _themes,
}
