"""Operations on texts: which pipeline is loaded, and what it says."""

from base64 import b64decode, b64encode
from typing import Any

from codebench.domain.annotation_encoding import decode, encode
from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.language.annotate import Annotator, Known
from codebench.language.pipelines import PipelineInfo, find
from codebench.worker.job import Job

# So many texts are annotated before it is asked whether the answer is still wanted.
_SLICE = 64


def pipeline(job: Job) -> dict[str, Any]:
    """Load the pipeline `name`; its name, key and components."""
    info = annotator(job).info
    return {"name": info.name, "key": info.key, "components": list(info.components)}


def annotate(job: Job) -> list[list[Any]]:
    """Per text of `texts` its annotation by the pipeline `name`: [its bytes in base 64, how often each lemma occurs].

    `known` is as long, or not there: per text nothing, or an earlier version of it with its annotation, as
    [text, bytes in base 64].

    Raises:
        InputError: the pipeline is not there, or not the one of which `key` is asked.
    """
    texts: list[str] = job.params["texts"]
    known = [_known(each) for each in job.params.get("known") or [None] * len(texts)]
    reader = annotator(job)
    found: list[list[Any]] = []
    for at in range(0, len(texts), _SLICE):
        job.progress(at, len(texts))
        for annotation in reader.annotate(texts[at : at + _SLICE], known[at : at + _SLICE]):
            found.append([b64encode(encode(annotation)).decode("ascii"), annotation.lemma_counts()])
    return found


def annotator(job: Job) -> Annotator:
    """The pipeline that the job names, loaded once as long as the process lives.

    Raises:
        InputError: it is not there, or another one by now than the one of which `key` is asked.
    """
    name: str = job.params["name"]
    if name not in job.kept:
        info = find(name)
        if not isinstance(info, PipelineInfo):
            raise InputError(info)
        job.kept[name] = Annotator(info)
    found: Annotator = job.kept[name]
    if job.params.get("key", found.info.key) != found.info.key:
        message = _("The pipeline {name} was changed while codebench was open; open the project again.")
        raise InputError(message.format(name=name))
    return found


def _known(pair: list[str] | None) -> Known | None:
    if pair is None:
        return None
    text, value = pair
    try:
        return text, decode(b64decode(value))
    except ValueError:
        # A cache may be damaged: then nothing is known.
        return None
