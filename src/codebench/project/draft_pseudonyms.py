"""A draft with pseudonyms in it, before the first offset exists."""

from collections.abc import Iterator
from dataclasses import replace

from codebench.domain.draft import CaseDraft, Draft, Record
from codebench.domain.pseudonyms import Matcher
from codebench.domain.replacing import draft_with, replaced
from codebench.domain.variables import Value


def pseudonymised(draft: Draft, matcher: Matcher) -> Draft:
    """The draft with pseudonyms in its texts, names, titles, options and values; its file is called by them as well."""

    def clean(text: str) -> str:
        return replaced(text, matcher.places(text))

    def value(one: Value) -> Value:
        text = None if one.text is None else clean(one.text)
        return replace(one, options=tuple(dict.fromkeys(map(clean, one.options))), text=text)

    def record(one: Record) -> Record:
        if isinstance(one, CaseDraft):
            return one._replace(name=clean(one.name), values={name: value(each) for name, each in one.values.items()})
        made = draft_with(one, matcher.places(one.text))
        sections = tuple(replace(section, title=clean(section.title)) for section in made.sections)
        return made._replace(name=clean(one.name), sections=sections)

    def records() -> Iterator[Record]:
        return map(record, draft.records())

    variables = tuple(replace(one, options=tuple(dict.fromkeys(map(clean, one.options)))) for one in draft.variables)
    questions = tuple(replace(one, wording=clean(one.wording)) for one in draft.questions)
    return replace(draft, source=clean(draft.source), records=records, variables=variables, questions=questions)
