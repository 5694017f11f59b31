"""What the tests ask of a Draft."""

from codebench.domain.draft import CaseDraft, DocumentDraft, Draft, UnitKind


def cases(draft: Draft) -> dict[str, CaseDraft]:
    return {record.key: record for record in draft.records() if isinstance(record, CaseDraft)}


def documents(draft: Draft) -> list[DocumentDraft]:
    return [record for record in draft.records() if isinstance(record, DocumentDraft)]


def answers(draft: Draft, question: str) -> dict[str | None, DocumentDraft]:
    return {document.case: document for document in documents(draft) if document.question == question}


def roles(draft: Draft) -> dict[str, str]:
    return {finding.what: finding.role for finding in draft.findings}


def speech(draft: Draft) -> list[tuple[str | None, str]]:
    """Who says what: the case's name and the text behind the label."""
    (document,) = documents(draft)
    named = cases(draft)
    return [
        (
            named[unit.case].name if unit.kind is UnitKind.TURN and unit.case else None,
            document.text[unit.body_start : unit.end],
        )
        for unit in document.units
    ]


def check(draft: Draft) -> None:
    """What holds for every Draft, whatever the material."""
    seen: set[str] = set()
    n_documents = n_units = 0
    questions = {question.name for question in draft.questions}
    variables = {variable.name: variable for variable in draft.variables}
    for record in draft.records():
        if isinstance(record, CaseDraft):
            assert record.key not in seen
            assert record.group is None or record.group in seen
            seen.add(record.key)
            for name, value in record.values.items():
                options = variables[name].options
                assert not options or set(value.options) <= set(options)
            continue
        n_documents += 1
        n_units += len(record.units)
        assert record.case is None or record.case in seen
        assert record.question is None or record.question in questions
        assert "\r" not in record.text
        end = 0
        for unit in record.units:
            assert end <= unit.start <= unit.body_start <= unit.end <= len(record.text)
            assert not record.text[end : unit.start].strip() or record.sections or record.text.lstrip().startswith("#")
            assert record.text[unit.start : unit.end] == record.text[unit.start : unit.end].strip()
            assert unit.case is None or unit.case in seen
            if unit.section is not None:
                section = record.sections[unit.section]
                assert section.start <= unit.start and unit.end <= section.end
            end = unit.end
    assert (n_documents, n_units, len(seen)) == (draft.n_documents, draft.n_units, draft.n_cases)
