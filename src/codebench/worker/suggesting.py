"""Operations on suggestions: one learner, kept as long as the process lives, told what its coder does."""

from typing import Any

from codebench.suggest.learner import Learner
from codebench.suggest.wire import code_of_json, segment_of_json, suggestion_to_json
from codebench.worker.job import Job

_LEARNER = "learner"


def begin(job: Job) -> str:
    """Forget everything and start with the codes `codes`; the model's version."""
    job.kept[_LEARNER] = Learner([code_of_json(code) for code in job.params["codes"]])
    return Learner.version


def texts(job: Job) -> None:
    """Count texts of the project, `segments`: what is rare in it weighs more."""
    learner = _learner(job)
    for segment in job.params["segments"]:
        learner.add_text(segment_of_json(segment))


def update(job: Job) -> None:
    """Bring the learner to what the coder has done by now.

    `codes` are new or describe themselves anew; `learn` holds [segment, codes], `unlearn` ids of segments; `refuse`
    holds [segment, code], `allow` [id of segment, code]; `mute` and `unmute` hold codes; `gone` are codes that are
    no more.
    """
    learner, params = _learner(job), job.params
    for code in params["codes"]:
        learner.set_code(code_of_json(code))
    for segment_id in params["unlearn"]:
        learner.unlearn(segment_id)
    for segment, codes in params["learn"]:
        learner.learn(segment_of_json(segment), codes)
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


def suggest(job: Job) -> list[Any]:
    """What is suggested for `segment`: the `n` most probable codes and one exploratory one.

    `learnt` are the codes that it has by now (None where it was not judged): what it says of itself is no reason.
    """
    learner, segment, learnt = _learner(job), segment_of_json(job.params["segment"]), job.params["learnt"]
    if learnt is not None:
        learner.unlearn(segment.id)
    found = learner.suggest(segment, job.params["n"])
    if learnt is not None:
        learner.learn(segment, learnt)
    return [suggestion_to_json(suggestion) for suggestion in found]


def similar(job: Job) -> list[tuple[int, float]]:
    """The `k` learnt segments most like `segment`: ids with the likeness, 0 to 1."""
    return _learner(job).similar(segment_of_json(job.params["segment"]), job.params["k"])


def _learner(job: Job) -> Learner:
    found: Learner = job.kept[_LEARNER]
    return found
