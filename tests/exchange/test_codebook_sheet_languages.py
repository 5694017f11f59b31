"""The headings of our own sheet in each language are known to the reader of sheets."""

import pytest

from codebench.domain.codebook import CodebookDraft, CodeDraft, CodeFields, SetDraft, field_labels
from codebench.exchange.codebook_headings import field_of
from codebench.exchange.codebook_sheet import codebook_sheet

_ROLE = {"definition": "description"}


@pytest.mark.parametrize(
    ("language", "headings"), [("nl", ("Code", "Definitie", "Gebruik als")), ("en", ("Code", "Definition", "Use when"))]
)
def test_headings_are_in_the_language_of_the_codebook_and_known(language: str, headings: tuple[str, ...]) -> None:
    fields = CodeFields("Uren.", "wel", "niet", "ja", "nee", ("uur",), ("tijden",), ("lemma:tijd",), "#0072B2", "Ti")
    draft = CodebookDraft(
        "boek", (CodeDraft("tijd", fields, (), is_archived=True),), language, "", (SetDraft("kern", (("tijd",),)),)
    )
    table = codebook_sheet(draft)
    told = [column.heading for column in table.columns]
    assert tuple(told[:3]) == headings
    roles = ["name", *(_ROLE.get(name, name) for name in field_labels()), "archived", "sets"]
    assert [field_of(heading) for heading in told] == roles
