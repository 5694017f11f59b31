"""Every method of the parts of a project: reads that are tried in two worlds, and acts."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from codebench.analysis.comparison import ComparisonRequest
from codebench.analysis.cooccurrence import CooccurrenceRequest
from codebench.analysis.families import FamiliesRequest
from codebench.analysis.frequencies import Base, FrequencyRequest
from codebench.analysis.newcodes import NewCodesRequest
from codebench.analysis.scales import ScalesRequest
from codebench.analysis.scope import ScopeRequest
from codebench.domain.codebook import CodebookDraft
from codebench.domain.errors import CodebenchError
from codebench.domain.remap import TextEdit
from codebench.domain.variables import VariableType
from codebench.domain.visibility import Visibility
from codebench.project.agreement_data import AgreementRequest
from codebench.project.answers import AnswerQuery
from codebench.project.exchange_out import OutRequest
from codebench.project.memos import MemoTarget
from codebench.project.passages import RetrievalRequest
from codebench.project.project import Project
from codebench.project.summaries import FrameworkRequest
from codebench.report.template_yaml import read_template, shipped_templates
from codebench.store.snapshots import listed
from tests.conftest import survey
from tests.project.rounds_material import QUESTION


def tried(read: Callable[[], object]) -> object:
    """What it gives, or why it is refused."""
    try:
        return read()
    except CodebenchError as error:
        return str(error)


Read = Callable[[Project], object]

# Every read of the parts of a project, tried on what others may have touched.
READS: dict[str, Read] = {
    "coders.all": lambda work: work.coders.all(),
    "coders.everyone": lambda work: work.coders.everyone(),
    "coders.layers": lambda work: work.coders.layers(),
    "coders.get": lambda work: work.coders.get("Bo"),
    "documents.all": lambda work: (work.documents.all(), work.documents.all(retired=True)),
    "documents.answer": lambda work: work.documents.answer("R03", QUESTION),
    "documents.answer_ids": lambda work: work.documents.answer_ids(1),
    "documents.answer_rows": lambda work: (
        work.documents.answer_rows(work.documents.answer_ids(1)),
        work.documents.answer_rows(work.documents.answer_ids(1), Visibility.only(2)),
    ),
    "documents.codings": lambda work: [
        work.documents.codings(document, seen)
        for document in range(1, 9)
        for seen in (Visibility(), Visibility.only(1, 2), Visibility.only(2))
    ],
    "documents.get": lambda work: work.documents.get("groep-1"),
    "documents.info": lambda work: work.documents.info(1),
    "documents.open": lambda work: work.documents.open(1),
    "documents.question": lambda work: work.documents.question(QUESTION),
    "documents.questions": lambda work: work.documents.questions(),
    "documents.text": lambda work: work.documents.text(1),
    "documents.units": lambda work: work.documents.units(1),
    "codebook.codes": lambda work: (work.codebook.codes(), work.codebook.codes(Visibility.only(2))),
    "codebook.exists": lambda work: work.codebook.exists("steun"),
    "codebook.find": lambda work: work.codebook.find("steun"),
    "codebook.tree": lambda work: [node for node, _depth in work.codebook.tree().walk()],
    "codings.get": lambda work: [tried(lambda key=key: work.codings.get(key)) for key in range(1, 20)],  # type: ignore[misc]
    "codings.recent": lambda work: work.codings.recent(9),
    "codings.revision": lambda work: work.codings.revision(),
    "reviews.is_marked": lambda work: work.reviews.is_marked(3),
    "reviews.next_answer": lambda work: [work.reviews.next_answer(1, 0, uncoded=each) for each in (True, False)],
    "reviews.next_unit": lambda work: [
        work.reviews.next_unit(work.documents.units(1), 0, uncoded=each) for each in (True, False)
    ],
    "reviews.units_of_question": lambda work: work.reviews.units_of_question(1),
    "rounds.all": lambda work: work.rounds.all(),
    "rounds.compared": lambda work: work.rounds.compared(1),
    "rounds.get": lambda work: work.rounds.get("ronde 1"),
    "rounds.info": lambda work: work.rounds.info(2),
    "rounds.places": lambda work: work.rounds.places(1),
    "rounds.reviewed": lambda work: work.rounds.reviewed(1, 2),
    "decisions.muted": lambda work: work.decisions.muted(),
    "decisions.record": lambda work: work.decisions.record(),
    "decisions.rejected": lambda work: work.decisions.rejected(),
    "memos.all": lambda work: (work.memos.all(), work.memos.all(Visibility.only(2)), work.memos.all(term="Bo")),
    "memos.get": lambda work: [tried(lambda key=key: work.memos.get(key)) for key in range(1, 20)],  # type: ignore[misc]
    "memos.in_text": lambda work: [work.memos.in_text(document) for document in range(1, 9)],
    "memo_links.of": lambda work: [tried(lambda key=key: work.memo_links.of(key)) for key in range(1, 20)],  # type: ignore[misc]
    "memo_links.to": lambda work: [tried(lambda key=key: work.memo_links.to(key)) for key in range(1, 20)],  # type: ignore[misc]
    "memos.of": lambda work: [
        tried(lambda target=target: work.memos.of(target))  # type: ignore[misc]
        for target in (
            MemoTarget(),
            MemoTarget(document_id=1),
            MemoTarget(code_id=4),
            *(MemoTarget(coding_id=key) for key in range(1, 12)),
            *(MemoTarget(unit_id=unit.id) for unit in work.documents.units(1)),
        )
    ],
    "cases.all": lambda work: work.cases.all(),
    "cases.said": lambda work: [work.cases.said(case.id) for case in work.cases.all()],
    "cases.progress": lambda work: work.cases.progress(),
    "cases.team_progress": lambda work: work.cases.team_progress(),
    "retyping.values": lambda work: work.retyping.values(work.variables.all()[0].id),
    "retyping.refit": lambda work: work.retyping.refit(work.variables.all()[0].id, VariableType.TEXT),
    "cases.get": lambda work: work.cases.get("R03"),
    "variables.all": lambda work: work.variables.all(),
    "variables.get": lambda work: work.variables.get("niveau"),
    "history.acts": lambda work: (work.history.acts(), work.history.acts(3)),
    "history.since": lambda work: work.history.since(5),
    "history.undoable": lambda work: work.history.undoable(),
    "history.in_the_way": lambda work: work.history.in_the_way(),
    "history.earlier": lambda work: work.history.earlier(),
    "history.redoable": lambda work: work.history.redoable(),
    "snapshots.all": lambda work: [snapshot.reason for snapshot in work.snapshots.all()],
    "snapshots.last_act": lambda work: [work.snapshots.last_act(each) for each in work.snapshots.all()],
    "snapshots.differences": lambda work: work.snapshots.differences(listed(work.path)[0].name),
    "search.find": lambda work: work.search.find("tijd"),
    "orphans.all": lambda work: work.orphans.all(),
    "orphans.by_words": lambda work: [
        tried(lambda key=key: work.orphans.by_words(key, "tijd"))  # type: ignore[misc]
        for key in range(1, 40)
    ],
    "orphans.candidates": lambda work: [
        tried(lambda key=key: work.orphans.candidates(key))  # type: ignore[misc]
        for key in range(1, 20)
    ],
    "code_passages.in_need_of_a_rule": lambda work: work.code_passages.in_need_of_a_rule(),
    "code_passages.among": lambda work: work.code_passages.among(range(1, 20)),
    "code_passages.count": lambda work: [
        work.code_passages.count(code, seen) for code in (1, 2, 3) for seen in (Visibility(), Visibility.only(2))
    ],
    "code_passages.of": lambda work: [
        work.code_passages.of(code, visibility=seen)
        for code in range(1, 5)
        for seen in (Visibility(), Visibility.only(2))
    ],
    "code_passages.stale": lambda work: work.code_passages.stale(),
    "code_passages.stale_counts": lambda work: work.code_passages.stale_counts(),
    "code_history.of": lambda work: [work.code_history.of(code) for code in range(1, 5)],
    "preferences.all": lambda work: work.preferences.all(work.annotations),
    "preferences.is_frozen": lambda work: work.preferences.is_frozen,
    "preferences.mode": lambda work: work.preferences.mode,
    "preferences.silence": lambda work: work.preferences.silence,
    "variables.absent": lambda work: work.variables.absent(),
    "edits.preview": lambda work: work.edits.preview(1, "Ilse: niets meer."),
    "codebook_files.changes": lambda work: work.codebook_files.changes(CodebookDraft("leeg", ())),
    "codebook_files.draft": lambda work: work.codebook_files.draft(),
    "coding_files.rows": lambda work: (work.coding_files.rows(), work.coding_files.rows(Visibility.only(2))),
    "exchange_out.plan": lambda work: tried(lambda: work.exchange_out.plan(Path("uit.qdpx"), OutRequest())),
    "exchange_out.write": lambda work: [
        (
            tried(lambda request=request: work.exchange_out.write(Path("uit.qdpx"), request)),
            Path("uit.qdpx").read_bytes(),
        )  # type: ignore[misc]
        for request in (OutRequest(), OutRequest(coders=("Bo",)), OutRequest(layer=True, per="respondent"))
    ],
    "imports.known": lambda work: work.imports.known(survey({"R1": "Ja."})),
    "imports.same_cases": lambda work: work.imports.same_cases(survey({"R1": "Ja."})),
    "annotations.status": lambda work: work.annotations.status().to_do,
    "agreement.work": lambda work: tried(lambda: work.agreement.work(AgreementRequest())),
    "agreement.report": lambda work: tried(lambda: work.agreement.report(AgreementRequest(round="ronde 1"))),
    "settling.disputes": lambda work: tried(lambda: work.settling.disputes(AgreementRequest(round="ronde 1"))),
    "dispute_files.table": lambda work: tried(
        lambda: work.dispute_files.table(work.settling.disputes(AgreementRequest(round="ronde 1")))
    ),
    "rules.lines": lambda work: work.rules.lines(1),
    "rules.is_rejected": lambda work: work.rules.is_rejected(1, 2),
    "stopwords.present": lambda work: work.stopwords.present(),
    "project.info": lambda work: replace(work.info(), path=""),
    "project.frequencies": lambda work: [
        tried(lambda who=who, base=base: work.frequencies(FrequencyRequest(base, scope=ScopeRequest(who))))  # type: ignore[misc]
        for who in (None, "An", "Bo", "Cé")
        for base in Base
    ],
    **{
        f"figures.{name}": lambda work, name=name, request=request: [  # type: ignore[misc]
            tried(lambda who=who: getattr(work.figures, name)(replace(request, scope=ScopeRequest(who))))
            for who in (None, "An", "Bo", "Cé")
        ]
        for name, request in (
            ("compared", ComparisonRequest(by="niveau")),
            ("families", FamiliesRequest("steun", "tijd")),
            ("cooccurrence", CooccurrenceRequest(every=True)),
            ("scales", ScalesRequest(code="steun")),
            ("new_codes", NewCodesRequest()),
        )
    },
    "answers.alike": lambda work: work.answers.alike(work.documents.answer_ids(1)[0]),
    "answers.codes_on": lambda work: work.answers.codes_on(work.documents.answer_ids(1)),
    "answers.find": lambda work: work.answers.find(1, "r"),
    "answers.groups": lambda work: work.answers.groups(work.documents.answer_ids(1)),
    "answers.told": lambda work: work.answers.told(1),
    "answers.ids": lambda work: [
        list(work.answers.ids(AnswerQuery(1, coded=coded, reviewed=reviewed, code_ids=() if code is None else (code,))))
        for coded in (None, True, False)
        for reviewed in (None, True)
        for code in (None, 4)
    ],
    "answers.tally": lambda work: work.answers.tally([1, 2, 3], 1),
    "answers.units": lambda work: work.answers.units(work.documents.answer_ids(1)),
    "answers.values": lambda work: work.answers.values(work.documents.answer_ids(1), [1]),
    "bookmarks.all": lambda work: (work.bookmarks.all(), work.bookmarks.all(1)),
    "bookmarks.stopped": lambda work: work.bookmarks.stopped(1),
    "borders.adjacent": lambda work: [tried(lambda key=key: work.borders.adjacent(key)) for key in range(1, 20)],  # type: ignore[misc]
    "borders.overlapping": lambda work: [tried(lambda key=key: work.borders.overlapping(key)) for key in range(1, 20)],  # type: ignore[misc]
    "datasets.make": lambda work: [
        tried(lambda shape=shape, who=who: work.datasets.make(shape, ScopeRequest(who)))  # type: ignore[misc]
        for shape in ("long", "matrix")
        for who in (None, "An", "Bo", "Cé")
    ],
    "decisions.accepted": lambda work: work.decisions.accepted(range(1, 5)),
    "edits.plan": lambda work: work.edits.plan(1, TextEdit.between(work.documents.text(1), "Ilse: niets meer.")),
    "excerpts.of": lambda work: [tried(lambda key=key: work.excerpts.of(key)) for key in range(1, 20)],  # type: ignore[misc]
    "folds.all": lambda work: work.folds.all(),
    "imports.left_out": lambda work: work.imports.left_out([survey({"R1": "Ja."})]),
    "purging.earlier_versions": lambda work: work.purging.earlier_versions(),
    "reports.build": lambda work: tried(
        lambda: work.reports.build(read_template(shipped_templates()["ondersteuners"]))
    ),
    "retrieval.find": lambda work: [
        work.retrieval.find(RetrievalRequest(query)) for query in ("*", "steun or tijd", "not steun", "steun near tijd")
    ],
    "summaries.framework": lambda work: work.summaries.framework(FrameworkRequest()),
    "code_links.all": lambda work: tried(lambda: (work.code_links.all(), work.code_links.all(1))),
    "code_links.are_offered": lambda work: work.code_links.are_offered,
    "code_links.find": lambda work: tried(lambda: work.code_links.find(1, 2, "leidt tot")),
    "code_links.names": lambda work: tried(work.code_links.names),
    "code_sets.all": lambda work: work.code_sets.all(),
    "code_sets.get": lambda work: tried(lambda: work.code_sets.get("steun")),
    "text_versions.of": lambda work: work.text_versions.of(1),
    "text_versions.difference": lambda work: tried(lambda: work.text_versions.difference(1, 1, 2)),
    "text_versions.table": lambda work: work.text_versions.table(1),
    "themes.all": lambda work: work.themes.all(),
    "themes.get": lambda work: tried(lambda: work.themes.get("steun")),
    "withdrawing.plan": lambda work: tried(lambda: work.withdrawing.plan(work.cases.get("R03").id)),
    "project.check": lambda work: work.check(),
}
# What writes, or is a step of what does; and what reads no coder's work but one's own, and takes a pipeline to try.
ACTS = {
    "code_passages": "confirm exemplify split needs_a_rule no_longer_needs_a_rule",
    "preferences": "refuse_where_silent set_frozen set_mode",
    "absences": "add remove words",
    "answers": "code code_anew uncode",
    "appending": "plan recipe surveys take",
    "bookmarks": "put remove stop",
    "borders": "merge split",
    "datasets": "write",
    "excerpts": "paraphrase star write",
    "exchange": "plan tables take",
    "folds": "get remove set",
    "pseudonyms": "apply count finder holding key_here key_path known plan propose use_key",
    "reports": "write",
    "summaries": "clear put put_nothing_said",
    "code_links": "add remove write",
    "code_sets": "add become_theme insert make move place put_codes remove rename take_codes",
    "themes": "add check_free claim insert move move_member place put_codes put_quotes remove rename take_codes"
    " take_quotes write",
    "withdrawals": "add count without",
    "withdrawing": "withdraw",
    "coders": "add join rename",
    "documents": "rename restore retire",
    "codebook": "add archive edit ensure insert merge move put remove rename unarchive",
    "codings": "add add_with_new_code move recode remove refuse_twin weigh",
    "reviews": "clear mark",
    "rounds": "close done draw make",
    "decisions": "accept mute reject unmute",
    "memos": "add edit refuse_other remove",
    "memo_links": "link unlink",
    "cases": "add rename set_group set_kind set_role set_value",
    "retyping": "add_option make_missing remove_option rename_option retype",
    "variables": "add remove rename",
    "case_files": "preview take",
    "history": "moment redo undo undo_to",
    "snapshots": "make make_if_changed",
    "annotations": "begin choice of pipeline pipeline_id run setting stamp use",
    "agreement": "frozen",
    "settling": "annotate make_round needs_rule settle settle_all",
    "dispute_files": "read take",
    "rules": "add autocode ground reject remove trial",
    "search": "code",
    "stopwords": "add remove",
    "figures": "filter filters keep_filter remove_filter seen",
    "words": "collocations concordance frequencies",
    "imports": "take put",
    "edits": "apply became write",
    "codebook_files": "take",
    "coding_files": "locate take",
    "packing": "default_path pack",
    "merging": "is_current plan tables take",
    "purging": "purge purge_earlier",
}
