"""What a word of a rule stands for: the forms, lemmas and parted verbs that it means in the words of a project."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from codebench.domain.rule import Kind, Rule, Word, comparable
from codebench.language.compounds import diminutives, forms_of
from codebench.language.verbs import parted

Known = Mapping[str, Collection[str]]
"""The compounds of a project's words (`language.compounds`) by the part that they hold."""

_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word of a rule stands for; everything is compared as `domain.rule.comparable` writes it.

    A token is meant when its form is among `forms`, or its lemma among `lemmas`, or its form starts with `beginning`,
    or its part of speech is `tag`, or it is the verb `verb` (particle, infinitive) with its particle elsewhere.
    `pieces` are the parts of a word that holds punctuation, in a row: a tokenizer may have taken them apart.
    """

    forms: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    beginning: str = ""
    tag: str = ""
    verb: tuple[str, str] | None = None
    pieces: tuple[str, ...] = ()


def meaning(word: Word, known: Known) -> Meaning:
    """What a word of a rule stands for, given the compounds that are known."""
    text = comparable(word.text)
    pieces = tuple(_PIECE.findall(text))
    if len(pieces) == 1:
        pieces = ()
    match word.kind:
        case Kind.FORM:
            return Meaning(forms=frozenset({text}), pieces=pieces)
        case Kind.BEGINNING:
            return Meaning(beginning=text)
        case Kind.TAG:
            return Meaning(tag=word.text)
        case Kind.LEMMA:
            own = diminutives(text) | {text}
            return Meaning(forms=own, lemmas=own, verb=parted(text), pieces=pieces)
        case Kind.COMPOUND:
            found = forms_of(text).union(known.get(text, ()))
            return Meaning(forms=found, lemmas=found, pieces=pieces)


def parts_of(rules: Collection[Rule]) -> set[str]:
    """The words of which rules ask for the compounds."""
    return {comparable(word.text) for rule in rules for word in rule.words() if word.kind is Kind.COMPOUND}
