"""Two letters or signs for each code, to tell them apart in the margin."""

from collections.abc import Iterable

from codebench.project.models import CodeInfo


def marks(codes: Iterable[CodeInfo]) -> dict[int, str]:
    """A mark for each code: the one that was chosen, else its first letter and the first other that makes it differ."""
    every = list(codes)
    found = {code.id: code.fields.mark for code in every if code.fields.mark}
    taken = set(found.values())
    for code in every:
        if code.id in found:
            continue
        letters = [char for char in code.name if char.isalnum()] or ["?"]
        first = letters[0].upper()
        initials = [word[0] for word in code.name.split()[1:] if word[0].isalnum()]
        choices = [first + letter.lower() for letter in (*initials, *letters[1:])]
        mark = next((choice for choice in choices if choice not in taken), choices[0] if choices else first)
        taken.add(mark)
        found[code.id] = mark
    return found
