"""What a learner holds as bytes, and back: arrays as they are, so that starting with 100,000 texts takes a moment.

Of what was forgotten nothing is written, neither words nor place.
"""

import io
import json
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from codebench.domain.errors import DamagedError
from codebench.i18n import _
from codebench.suggest.block import Block
from codebench.suggest.calibration import Decision
from codebench.suggest.corpus import Vocabulary
from codebench.suggest.postings import Postings
from codebench.suggest.segments import CodeText

if TYPE_CHECKING:
    from codebench.suggest.learner import Learner

FORMAT = 2

Arrays = dict[str, NDArray[Any]]


def dump(learner: "Learner") -> bytes:
    """Everything that the learner holds; `load` makes one of it that answers bit for bit the same."""
    memory, corpus = learner.memory, learner.corpus
    memory.freshen()
    memory.compact()
    used = np.zeros(len(corpus.vocabulary), np.bool_)
    used[memory.terms.postings.features[: len(memory.terms.postings)]] = True
    used |= corpus.terms[: len(used)] > 0
    kept = np.flatnonzero(used)
    number = np.cumsum(used) - 1
    grams = np.flatnonzero(corpus.grams)
    state = {
        "format": FORMAT,
        "codes": [asdict(code) for code in learner.codes.values()],
        "columns": list(learner.column.items()),
        "n_columns": learner.n_columns,
        "muted": sorted(learner.muted),
        "refused": sorted((id_, code) for id_, codes in learner.refused.items() for code in codes),
        "words": [corpus.vocabulary.words[i] for i in kept.tolist()],
        "texts": corpus.n,
        "decisions": [astuple(each) for _id, each in sorted(learner.calibration.decisions.items())],
    }
    arrays: Arrays = {
        "state": np.frombuffer(json.dumps(state, ensure_ascii=True).encode("ascii"), np.uint8),
        "ids": memory.ids[: memory.n],
        "learnt": memory.learnt[: memory.n],
        "codes": memory.codes[: memory.n],
        "term_texts": corpus.terms[kept],
        "grams": grams.astype(np.int32),
        "gram_texts": corpus.grams[grams],
        **_block("term", memory.terms),
        **_block("gram", memory.grams),
    }
    arrays["term_features"] = number[arrays["term_features"]].astype(np.int32)
    out = io.BytesIO()
    # The names are no keywords of a function of ours; numpy writes each array under its name.
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()


def load(learner: "Learner", data: bytes) -> None:
    """Fill a new learner with what `dump` wrote.

    Raises:
        DamagedError: these are no bytes of a learner, or of another version; learn anew from the codings.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays: Arrays = dict(file)
        state = json.loads(arrays["state"].tobytes())
        known = state["format"] == FORMAT
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise _damaged() from error
    if not known:
        raise _damaged()
    corpus = learner.corpus
    corpus.vocabulary = Vocabulary(state["words"])
    corpus.n = state["texts"]
    corpus.terms = np.concatenate([arrays["term_texts"], np.zeros(1024, np.int32)])
    corpus.grams[arrays["grams"]] = arrays["gram_texts"]
    learner.column.update((code, column) for code, column in state["columns"])
    learner.n_columns = state["n_columns"]
    for code in state["codes"]:
        code = CodeText(**code | {"keywords": tuple(code["keywords"])})
        learner.codes[code.id] = code
    for code in learner.codes.values():
        learner.describe(code)
    memory = learner.memory
    memory.restore(arrays["ids"], arrays["learnt"], arrays["codes"])
    _fill(memory.terms, "term", arrays)
    _fill(memory.grams, "gram", arrays)
    learner.muted.update(state["muted"])
    for decision in state["decisions"]:
        learner.calibration.remember(Decision(*decision))
    for id_, code in state["refused"]:
        learner.refused.setdefault(id_, set()).add(code)
        memory.refused.setdefault(learner.column[code], set()).add(memory.slot_of[id_])


def _block(name: str, block: Block) -> Arrays:
    postings = block.postings
    return {
        f"{name}_features": postings.features[: len(postings)],
        f"{name}_counts": postings.counts[: len(postings)],
        f"{name}_bounds": postings.bounds[: postings.n + 1],
        f"{name}_lengths": block.lengths[: postings.n],
        f"{name}_sums": block.sums,
    }


def _fill(block: Block, name: str, arrays: Arrays) -> None:
    block.postings = Postings.of_arrays(arrays[f"{name}_features"], arrays[f"{name}_counts"], arrays[f"{name}_bounds"])
    block.lengths, block.sums = arrays[f"{name}_lengths"], arrays[f"{name}_sums"]


def _damaged() -> DamagedError:
    return DamagedError(_("What the suggestions had learnt can't be read; they learn it anew from the codings."))
