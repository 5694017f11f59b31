"""The codebook as a sheet: a row for each code by its path, a column for each field; `codebook import` reads it."""

from codebench.domain.codebook import CodebookDraft
from codebench.domain.codetree import SEPARATOR
from codebench.domain.table import Table, plain_table

# In English whatever the language of the screen: these are what the reader knows a sheet of ours by.
HEADINGS = {
    "definition": "Definition",
    "include_when": "Include when",
    "exclude_when": "Exclude when",
    "example": "Example",
    "counter_example": "Counter-example",
    "keywords": "Keywords",
    "aliases": "Aliases",
    "rules": "Rules",
    "colour": "Colour",
}


def codebook_sheet(draft: CodebookDraft) -> Table:
    """One row per code, parents first; lists have "; " between their words.

    Which codes are archived, and in which sets they are, has a column where there is something to say of it.
    """
    sets = draft.sets_by_code()
    more = {"Archived": any(code.is_archived for _path, code in draft.walk()), "Sets": bool(sets)}
    rows = []
    for path, code in draft.walk():
        cells = (getattr(code.fields, name) for name in HEADINGS)
        told = ["; ".join(cell) if isinstance(cell, tuple) else cell for cell in cells]
        told += ["yes" if code.is_archived else ""] if more["Archived"] else []
        told += ["; ".join(sets.get(path, ()))] if more["Sets"] else []
        rows.append((SEPARATOR.join(path), *told))
    headings = [*HEADINGS.values(), *(heading for heading, is_told in more.items() if is_told)]
    return plain_table("", ("Code", *headings), rows)
