"""Agreement between the coders of a project on the units that all of them judged: figures, tables, frozen or new."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from codebench.analysis.reading import consistent
from codebench.domain.errors import InputError, NotFoundError
from codebench.project.agreement_data import AgreementRequest, Work, read_work, refuse_blinded
from codebench.project.agreement_freezing import AgreementReport, with_names, without_names
from codebench.project.annotations import Annotations
from codebench.project.models import CoderInfo
from codebench.project.rounds import Rounds
from codebench.project.session import Session
from codebench.project.settlements import tally_table
from codebench.store import past

TABLES = ("codes", "coders", "confusion", "conventions", "drift", "recoding", "tally")
"""The tables of a report, in the order in which they are told; the last two where there is something in them."""


class Agreement:
    """How far coders agree."""

    def __init__(self, session: Session, annotations: Annotations) -> None:
        self._session = session
        self._annotations = annotations

    def work(self, request: AgreementRequest) -> Work:
        """What is compared; see `read_work`.

        Raises:
            NotFoundError: something that was named does not exist.
            InputError: there is nothing to compare, or it may not be looked at yet.
        """
        # In short reads, since a commit waits for who reads; anew where something was written meanwhile.
        return consistent(self._session.store, lambda: read_work(self._session, self._annotations, request))

    def report(
        self, request: AgreementRequest, progress: Callable[[float], None] = lambda _share: None
    ) -> AgreementReport:
        """All figures; `progress` hears how far they are and may raise to stop.

        A closed round tells what was frozen when it closed, and the tally of what was settled since. Asked for other
        coders, material or another unit than the round's own it is computed anew.

        Raises:
            NotFoundError: something that was named does not exist.
            InputError: there is nothing to compare, or it may not be looked at yet.
        """
        if request.round is not None and request == AgreementRequest(round=request.round):
            refuse_blinded(self._session)
            chosen = Rounds(self._session).get(request.round)
            kept = self._session.value("SELECT figures FROM rounds WHERE id = ?", [chosen.id])
            if kept and not chosen.is_open:
                query = "SELECT guid, name FROM documents WHERE status <> 'purged'"
                names: dict[str, str] = dict(self._session.tuples(query))
                return self._with_tally(AgreementReport.from_json(with_names(kept, names)), chosen.id)
        work = self.work(request)
        found = self._computed(work, progress)
        return found if work.round is None else self._with_tally(found, work.round.id)

    def frozen(self, round_name: str) -> str:
        """The figures of a round as it was coded, as JSON: what closing it keeps; empty where nothing can be compared.

        Raises:
            NotFoundError: there is no such round.
        """
        try:
            work = read_work(self._session, self._annotations, AgreementRequest(round=round_name), open_too=True)
        except NotFoundError:
            raise
        except InputError:
            return ""
        guids: dict[int, str] = dict(self._session.tuples("SELECT id, guid FROM documents"))
        return self._computed(without_names(work, guids), lambda _share: None, closing=True).to_json()

    def _computed(self, work: Work, progress: Callable[[float], None], *, closing: bool = False) -> AgreementReport:
        # A thousand small products of matrices: more threads than one only wait for each other.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        # These bring numpy, which no other part of a project needs.
        from codebench.project import agreement_tables as tables
        from codebench.project.agreement_measures import measure, shares
        from codebench.project.agreement_time import drift_table, recoding_table
        from codebench.project.agreement_words import sentence

        found = measure(work, progress)
        moments = [
            row[0] for row in self._session.tuples("SELECT created_at FROM codebook_revisions ORDER BY created_at, id")
        ]
        told = {
            "codes": tables.codes_table(found),
            "coders": tables.coders_table(found),
            "confusion": tables.confusion_table(found),
            "conventions": tables.conventions_table(found),
            "drift": drift_table(found, moments),
        }
        again = self._second_codings(work, closing)
        if again:
            told["recoding"] = recoding_table(again)
        interval = found.intervals.pooled
        flat = found.of_units.flat() | found.of_spans.flat()
        undefined = {**_undefined(found.of_units.flat()), **_undefined(found.of_spans.flat())}
        about = {
            "unit": str(work.unit),
            "coders": [coder.name for coder in work.coders],
            "units": len(work.units),
            "codes": len(work.codes),
            "top_codes": work.top_codes,
            "alpha": found.pooled.pooled.value,
            "interval": None if interval is None else [interval.low, interval.high],
            "clusters": found.clusters.n,
            "seed": None if interval is None else interval.seed,
        }
        order = shares(found)
        # Who closes a blind round is still blinded, but what is frozen is read after it.
        state = past.state(self._session.store) if closing else self._session.state()
        return AgreementReport(
            sentence(found),
            {name: replace(table, state=state) for name, table in told.items()},
            flat | {"undefined": undefined, "about": about},
            tuple(work.codes[code][0] for code in order),
        )

    def _second_codings(self, work: Work, closing: bool) -> list[Work]:
        """What a coder of the compared coded twice, each first and second coding as a pair of coders.

        What is still coded blind is left out, but for the round that is closing.
        """
        rows = self._session.tuples(
            "SELECT DISTINCT a.id, a.guid, a.name, b.id, b.guid, b.name FROM round_coders c"
            " JOIN coders a ON a.id = c.coder_id JOIN coders b ON b.id = c.as_coder_id"
            " WHERE ? IS NULL OR c.round_id = ? ORDER BY a.id, b.id",
            [work.round.id if closing and work.round else None] * 2,
        )
        compared = {coder.id for coder in work.coders}
        found = []
        for row in rows:
            first, second = CoderInfo(*row[:3]), CoderInfo(*row[3:])
            if not compared & {first.id, second.id}:
                continue
            pair = AgreementRequest(unit=work.unit, coders=(first.name, second.name), top_codes=work.top_codes)
            common = self._session.value(
                "SELECT 1 FROM review_marks x JOIN review_marks y ON y.unit_id = x.unit_id"
                " JOIN units u ON u.id = x.unit_id WHERE x.coder_id = ? AND y.coder_id = ? AND u.kind = ? LIMIT 1",
                [first.id, second.id, work.units[0].kind],
            )
            if common is not None:
                with suppress(InputError):
                    found.append(read_work(self._session, self._annotations, pair, open_too=closing))
        return found

    def _with_tally(self, report: AgreementReport, round_id: int) -> AgreementReport:
        tally = tally_table(self._session, round_id)
        if tally is None:
            return report
        return AgreementReport(
            report.sentence,
            {**report.tables, "tally": replace(tally, state=self._session.state())},
            report.figures,
            report.code_ids,
            report.frozen,
        )


def _undefined(flat: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = flat["undefined"]
    return found
