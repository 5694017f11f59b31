"""The name of a code in the words of an answer."""

LONGEST = 60


def own_words(text: str) -> str:
    """The answer on one line, cut after a word where it is too long for a name; `>` would make a path of it."""
    words = " ".join(text.replace(">", " ").split())
    if len(words) <= LONGEST:
        return words
    return (words[: LONGEST + 1].rsplit(" ", 1)[0])[:LONGEST]
