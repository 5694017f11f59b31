"""Annotations of Dutch sentences made by hand: spaCy's tokens, the lemmas and parts of speech of a short list."""

from functools import lru_cache

import spacy

from codebench.domain.annotation import Annotation

LEMMAS = {
    "tijden": "tijd",
    "tijdje": "tijd",
    "uren": "uur",
    "scholen": "school",
    "leerlingen": "leerling",
    "vergaderingen": "vergadering",
    "overlegtijden": "overlegtijd",
    "nam": "nemen",
    "neemt": "nemen",
    "genomen": "nemen",
    "overgenomen": "overnemen",
    "neem": "nemen",
    "belt": "bellen",
    "belde": "bellen",
    "gaat": "gaan",
    "gaan": "gaan",
    "ging": "gaan",
    "heeft": "hebben",
    "hebben": "hebben",
    "had": "hebben",
    "was": "zijn",
    "de": "de",
    "grote": "groot",
    "kleine": "klein",
    "nieuwe": "nieuw",
    "gemotiveerde": "gemotiveerd",
    "verslagen": "verslag",
}
TAGS = {
    **dict.fromkeys(("nam", "neemt", "neem", "belt", "belde", "gaat", "ging", "nemen", "genomen"), "VERB"),
    **dict.fromkeys(("overgenomen", "overnemen", "bellen"), "VERB"),
    **dict.fromkeys(("heeft", "hebben", "had", "was", "wilde", "zou"), "AUX"),
    **dict.fromkeys(("de", "het", "een"), "DET"),
    **dict.fromkeys(("grote", "kleine", "nieuwe"), "ADJ"),
    **dict.fromkeys(("tijd", "school", "scholen", "oorlog", "boek", "werk", "ouders"), "NOUN"),
    **dict.fromkeys(("over", "op", "van", "in"), "ADP"),
}


@lru_cache(maxsize=1)
def _tokenizer() -> spacy.language.Language:
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    return nlp


def annotated(text: str, *, tagged: bool = True) -> Annotation:
    """The text with lemmas from the list (else the form in lower case), and parts of speech if asked for."""
    tokens = [token for token in _tokenizer()(text) if not token.is_space]
    forms = [token.text.lower() for token in tokens]
    return Annotation(
        [token.idx for token in tokens],
        [token.idx + len(token) for token in tokens],
        [LEMMAS.get(form, form) for form in forms],
        [TAGS.get(form, "PUNCT" if not form.isalnum() else "X") if tagged else "" for form in forms],
        [i for i, token in enumerate(tokens) if i == 0 or token.is_sent_start],
    )
