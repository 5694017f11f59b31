"""Operations on suggestions: one learner, kept as long as the process lives, told what its coder does."""

from base64 import b64decode, b64encode
from dataclasses import astuple
from typing import Any

from codebench.suggest.calibration import Decision
from codebench.suggest.learner import Learner
from codebench.suggest.wire import code_of_json, code_to_json, segment_of_json, suggestion_to_json
from codebench.worker.job import Job

_LEARNER = "learner"
_BYTES = "learner's bytes"


def begin(job: Job) -> str:
    """Forget everything and start with the codes `codes`; the model's version."""
    job.kept[_LEARNER] = Learner([code_of_json(code) for code in job.params["codes"]])
    return Learner.version


def version(_job: Job) -> str:
    """The model's version."""
    return Learner.version


def dump(job: Job) -> int:
    """Make bytes of all that was learnt, for `part`; how many."""
    job.kept[_BYTES] = _learner(job).dump()
    return len(job.kept[_BYTES])


def part(job: Job) -> str:
    """The bytes [start, end) of the dump, in base 64; with the last one it is forgotten."""
    held, end = job.kept[_BYTES], job.params["end"]
    if end >= len(held):
        del job.kept[_BYTES]
    return b64encode(held[job.params["start"] : end]).decode("ascii")


def hold_part(job: Job) -> None:
    """Take in the next part of a dump, in base 64; a `fresh` one is the first."""
    if job.params["fresh"]:
        job.kept[_BYTES] = bytearray()
    job.kept[_BYTES] += b64decode(job.params["part"])


def load(job: Job) -> dict[str, Any]:
    """Go on with the learner of which the parts are the dump; what it knows.

    Raises:
        DamagedError: it can't be read, or is of another version.
    """
    learner = job.kept[_LEARNER] = Learner.load(bytes(job.kept.pop(_BYTES)))
    return {
        "codes": [code_to_json(code) for code in learner.codes.values()],
        "own": [[segment_id, sorted(codes)] for segment_id, codes in learner.learnt().items()],
        "refused": [[segment_id, code] for segment_id, codes in learner.refused.items() for code in sorted(codes)],
        "muted": sorted(learner.muted),
    }


def texts(job: Job) -> None:
    """Count texts of the project, `segments`: what is rare in it weighs more."""
    learner = _learner(job)
    for segment in job.params["segments"]:
        learner.add_text(segment_of_json(segment))


def update(job: Job) -> list[list[Any] | None]:
    """Bring the learner to what the coder has done by now.

    `codes` are new or describe themselves anew; `unlearn` holds ids of segments, `learn` and `take` [segment, codes];
    `refuse` holds [segment, code], `allow` [id of segment, code]; `mute` and `unmute` hold codes; `gone` are codes
    that are no more. What is taken was decided one by one, under the eyes of the suggestions: for each, the fields of
    the `Decision`, or None where there was nothing to compare.
    """
    learner, params = _learner(job), job.params
    for code in params["codes"]:
        learner.set_code(code_of_json(code))
    for segment_id in params["unlearn"]:
        learner.unlearn(segment_id)
    for segment, codes in params["learn"]:
        learner.learn(segment_of_json(segment), codes)
    taken = [learner.take(segment_of_json(segment), codes) for segment, codes in params["take"]]
    for segment_id, code in params["allow"]:
        learner.unreject(segment_id, code)
    for segment, code in params["refuse"]:
        learner.reject(segment_of_json(segment), code)
    for code in params["mute"]:
        learner.mute(code)
    for code in params["unmute"]:
        learner.mute(code, False)
    for code in params["gone"]:
        learner.remove_code(code)
    return [None if decision is None else list(astuple(decision)) for decision in taken]


def recall(job: Job) -> None:
    """Count exactly the `decisions`, as fields of `Decision`."""
    _learner(job).recall(Decision(*fields) for fields in job.params["decisions"])


def suggest(job: Job) -> dict[str, Any]:
    """What is suggested for `segment`: the `n` most probable codes and one exploratory one.

    Nothing where the suggestions are silent, unless `insist`; beside them, how they did so far.
    """
    learner = _learner(job)
    standing = learner.standing
    is_silent = standing.is_silent and not job.params["insist"]
    found = () if is_silent else learner.suggest(segment_of_json(job.params["segment"]), job.params["n"])
    return {
        "found": [suggestion_to_json(suggestion) for suggestion in found],
        "is_silent": is_silent,
        "standing": list(astuple(standing)),
    }


def similar(job: Job) -> list[tuple[int, float]]:
    """The `k` learnt segments most like `segment`: ids with the likeness, 0 to 1."""
    return _learner(job).similar(segment_of_json(job.params["segment"]), job.params["k"])


def _learner(job: Job) -> Learner:
    found: Learner = job.kept[_LEARNER]
    return found
