"""The operation of the rules: what they find in texts, by their annotations."""

from base64 import b64decode
from dataclasses import astuple
from typing import Any

from codebench.domain.annotation_encoding import decode
from codebench.language.rule_matcher import RuleMatcher
from codebench.language.rule_search import RuleQuery, find_in_passages
from codebench.worker.job import Job

_MATCHER = "rules"
_SLICE = 64


def find_rules(job: Job) -> list[Any]:
    """Per text of `texts`, and per passage of it, what the rules of `query` find, as fields of `RuleHit`.

    A text is [text, bytes of its annotation in base 64, passages as [start, end]].
    """
    matcher = _matcher(job)
    texts = job.params["texts"]
    found = []
    for at, (text, value, passages) in enumerate(texts):
        if at % _SLICE == 0:
            job.progress(at, len(texts))
        by_passage = find_in_passages(matcher, text, decode(b64decode(value)), passages)
        found.append([[astuple(hit) for hit in hits] for hits in by_passage])
    return found


def _matcher(job: Job) -> RuleMatcher:
    """The matcher of the query, kept until another one is asked for."""
    query: dict[str, Any] = job.params["query"]
    kept: tuple[dict[str, Any], RuleMatcher] | None = job.kept.get(_MATCHER)
    if kept is None or kept[0] != query:
        kept = job.kept[_MATCHER] = query, RuleQuery.of_json(query).matcher()
    return kept[1]
