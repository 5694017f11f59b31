"""What the suggestions keep of each coder: what was learnt, as bytes, and how the first suggestions did.

Both are derived, so no part of the journal. What was learnt may be gone at any time and is then learnt anew. How the
suggestions did can't be computed again, since it was seen when a decision was made; without it they are as sure as
they were for a new coder.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass

from codebench.store.connection import Store
from codebench.store.writing import transaction

PART = 1 << 20
"""So many bytes are read and written at a time."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the suggestions for a unit did when a coder gave it `codes`, comma-separated ids in order.

    `first_code_id` is the first suggestion, `score` its score, `lead` how far it was ahead of the second one after
    `learnt` texts, `is_right` whether that code was given; `found` of the codes were among the first three,
    `prior_found` among the three given most often before.
    """

    unit_id: int
    codes: str
    first_code_id: int
    score: float
    lead: float
    learnt: int
    is_right: bool
    found: int
    prior_found: int


@dataclass(frozen=True, slots=True)
class Index:
    """What was learnt of a coder up to an act, in `parts` of bytes."""

    act_id: int
    parts: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt up to an act by a model with what a pipeline said: `read` gives its bytes [start, end)."""

    act_id: int
    pipeline_id: int
    size: int
    read: Callable[[int, int], bytes]


def index_of(store: Store, coder_id: int, pipeline_id: int, model: str) -> Index | None:
    """What is kept of a coder for this pipeline and model, if anything."""
    query = "SELECT act_id, length(value) FROM suggestion_indexes WHERE coder_id = ? AND pipeline_id = ? AND model = ?"
    found = store.tuples(query, [coder_id, pipeline_id, model])
    if not found:
        return None
    act_id, size = found[0]
    part = "SELECT substr(value, ?, ?) FROM suggestion_indexes WHERE coder_id = ?"
    parts = (bytes(store.value(part, [at + 1, PART, coder_id])) for at in range(0, size, PART))
    return Index(act_id, parts)


def scores_of(store: Store, coder_id: int, model: str) -> list[Score]:
    """How the suggestions of this model did for a coder, by unit."""
    query = (
        "SELECT unit_id, codes, first_code_id, score, lead, learnt, is_right, found, prior_found FROM suggestion_scores"
        " WHERE coder_id = ? AND model = ? ORDER BY unit_id"
    )
    return [
        Score(unit, codes, first, score, lead, learnt, bool(right), found, prior)
        for unit, codes, first, score, lead, learnt, right, found, prior in store.tuples(query, [coder_id, model])
    ]


def keep_scores(store: Store, coder_id: int, model: str, scores: Mapping[int, Score | None]) -> None:
    """Keep what is new on these units; None: nothing any more.

    Raises:
        StorageError: the file may only be read, or the disk refused.
    """
    rows = [(coder_id, model, *astuple(one)) for one in scores.values() if one is not None]
    with transaction(store) as sql:
        sql.executemany(
            "DELETE FROM suggestion_scores WHERE coder_id = ? AND unit_id = ?", [(coder_id, unit) for unit in scores]
        )
        sql.executemany(
            "INSERT INTO suggestion_scores (coder_id, model, unit_id, codes, first_code_id, score, lead, learnt,"
            " is_right, found, prior_found) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def keep_index(store: Store, coder_id: int, model: str, learnt: Learnt) -> None:
    """Keep what was learnt of a coder, in the place of what was kept before.

    Raises:
        StorageError: the file may only be read, or the disk refused.
    """
    with transaction(store) as sql:
        sql.execute(
            "INSERT OR REPLACE INTO suggestion_indexes (coder_id, pipeline_id, model, act_id, value)"
            " VALUES (?, ?, ?, ?, zeroblob(?))",
            (coder_id, learnt.pipeline_id, model, learnt.act_id, learnt.size),
        )
        # The primary key is the row's number.
        with sql.blobopen("suggestion_indexes", "value", coder_id) as blob:
            for start in range(0, learnt.size, PART):
                blob.write(learnt.read(start, min(start + PART, learnt.size)))
