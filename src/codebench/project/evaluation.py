"""How good the suggestions are: on what a coder of this project did, or on a file of texts with their codes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from codebench.domain.errors import InputError
from codebench.domain.table import ProjectState, Table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.language.annotate import Annotator
from codebench.language.pipelines import PipelineInfo, choose, find
from codebench.project.annotations import Annotations
from codebench.project.coded_texts import read_coded_texts
from codebench.project.session import Session
from codebench.project.suggestion_feed import SuggestionFeed, UnitText, segment_of, segments_of
from codebench.suggest.evaluation.as_json import json_of
from codebench.suggest.evaluation.evaluation import Evaluation, Material, evaluate
from codebench.suggest.evaluation.recommender import Item
from codebench.suggest.evaluation.replay import random_orders
from codebench.suggest.evaluation.tables import method_name, tables_of
from codebench.suggest.learner import Learner
from codebench.suggest.rehearsal import Rehearsal

SEEDS = 3
ITEMS = 400

_LEAST = 2

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Findings:
    """An evaluation with what it was made on: the file or the coder, the pipeline, the seeds (None: in own order).

    `state` is that of the project, None where it was made on a file.
    """

    found: Evaluation
    source: str
    pipeline: PipelineInfo
    seeds: int | None
    notes: tuple[str, ...]
    state: ProjectState | None = None

    @property
    def protocol(self) -> str:
        """How it was done, in words."""
        return " ".join(
            (
                plural("{n} item is replayed", "{n} items are replayed", self.found.longest),
                _("in the order in which they were coded;")
                if self.seeds is None
                else plural("in random order, in {n} session;", "in random order, in {n} sessions;", self.seeds),
                _("each is predicted before it is learnt, and items without a code are learnt but count in no figure."),
                _("All codes are known by name from the start, and how rare a word is comes from all texts."),
            )
        )

    def tables(self) -> list[Table]:
        """The findings for a person to read."""
        told = _("{source}: {items} of {texts}, {codes}; pipeline {pipeline} ({version}), model {model}.").format(
            source=self.source,
            items=plural("{n} judged", "{n} judged", self.found.n_items),
            texts=plural("{n} text", "{n} texts", self.found.n_texts),
            codes=plural("{n} code", "{n} codes", self.found.n_codes),
            pipeline=self.pipeline.name,
            version=self.pipeline.version,
            model=Learner.version,
        )
        return [replace(table, state=self.state) for table in tables_of(self.found, self.protocol, (told, *self.notes))]

    def json(self) -> str:
        """The findings as a JSON object."""
        about = {
            "source": self.source,
            "protocol": self.protocol,
            "order": "own" if self.seeds is None else "random",
            "seeds": self.seeds,
            "pipeline": {"name": self.pipeline.name, "version": self.pipeline.version},
            "model": Learner.version,
            "notes": list(self.notes),
        }
        return json_of(self.found, about)


def evaluate_history(session: Session, seeds: int | None, items: int, tell: Tell) -> Findings:
    """Replay what the present coder did in a project: see `Project.evaluate`."""
    coder = session.coder
    feed, annotations = SuggestionFeed(session), Annotations(session)
    codes = feed.codes()
    tell(_("Reading the texts with pipeline {name}").format(name=annotations.pipeline.name))
    units = feed.texts(list(chain.from_iterable(feed.pages())))
    segments = segments_of(units, annotations.of({unit.version for unit in units.values()}, make=True))
    own = feed.own()
    judged = [Item(segments[unit], own[unit] & codes.keys()) for unit in _in_order(session) if unit in segments]
    coded = sum(bool(item.codes) for item in judged)
    if coded < _LEAST:
        message = _("{coder} has coded {n}; at least {least} are needed to look back on.")
        n = plural("{n} unit", "{n} units", coded)
        raise InputError(message.format(coder=shown_line(coder.name), n=n, least=_LEAST))
    orders = [list(range(len(judged)))[:items]] if seeds is None else random_orders(len(judged), seeds, items)
    found = evaluate(Rehearsal, Material(judged, [*segments.values()], [*codes.values()]), orders, _methods(tell))
    source = _("codings of {coder}").format(coder=shown_line(coder.name))
    return Findings(found, source, annotations.pipeline, seeds, annotations.choice.doubts, session.state())


def _in_order(session: Session) -> list[int]:
    """The units by when the coder first decided on them; those of one moment in the order of the documents."""
    rows = session.tuples(
        "SELECT x.unit_id FROM ("
        " SELECT cu.unit_id, g.created_at FROM coding_units cu JOIN codings g ON g.id = cu.coding_id"
        " WHERE cu.coder_id = :coder"
        " UNION ALL SELECT unit_id, created_at FROM review_marks WHERE coder_id = :coder"
        ") x JOIN units u ON u.id = x.unit_id JOIN documents d ON d.id = u.document_id"
        " GROUP BY x.unit_id ORDER BY min(x.created_at), d.position, d.id, u.start, u.id",
        {"coder": session.coder.id},
    )
    return [row[0] for row in rows]


def evaluate_file(
    path: Path,
    text: str,
    codes: str,
    *,
    codebook: Path | None = None,
    pipeline: str | None = None,
    seeds: int = SEEDS,
    items: int = ITEMS,
    tell: Tell = lambda _what: None,
) -> Findings:
    """Replay a CSV file of texts with their codes; see `read_coded_texts` for what the columns hold.

    Raises:
        InputError: the file or the codebook can't be used, or there is no such pipeline.
    """
    read = read_coded_texts(path, text, codes, codebook)
    choice = choose() if pipeline is None else None
    info = choice.pipeline if choice is not None else find(pipeline or "")
    if isinstance(info, str):
        raise InputError(info)
    tell(_("Reading the texts with pipeline {name}").format(name=info.name))
    units = [UnitText(at, at, at, 0, each) for at, each in enumerate(read.texts, 1)]
    segments = [segment_of(*each) for each in zip(units, Annotator(info).annotate(read.texts), strict=True)]
    judged = [Item(segment, given) for segment, given in zip(segments, read.given, strict=True) if given]
    orders = random_orders(len(judged), seeds, items)
    found = evaluate(Rehearsal, Material(judged, segments, read.codes), orders, _methods(tell))
    return Findings(found, read.name, info, seeds, read.notes + (choice.doubts if choice is not None else ()))


def _methods(tell: Tell) -> Tell:
    return lambda name: tell(_("Replaying: {method}").format(method=method_name(name)))
