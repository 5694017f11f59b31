"""The name of a code in the words of the material."""

LONGEST = 60
_EDGES = " .,;:!?…'\"“”‘’()[]-–"  # what words bring along and no name begins or ends with


def own_words(text: str) -> str:
    """The words on one line, cut after a word where they are too long for a name; `>` would make a path of them."""
    words = " ".join(text.replace(">", " ").split()).strip(_EDGES)
    if len(words) <= LONGEST:
        return words
    return (words[: LONGEST + 1].rsplit(" ", 1)[0])[:LONGEST]
