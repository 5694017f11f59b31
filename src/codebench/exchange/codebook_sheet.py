"""The codebook as a sheet: a row for each code by its path, a column for each field; `codebook import` reads it."""

from codebench.domain.codebook import CodebookDraft, field_labels
from codebench.domain.codetree import SEPARATOR
from codebench.domain.table import Table, plain_table
from codebench.i18n import _, speaking


def codebook_sheet(draft: CodebookDraft) -> Table:
    """One row per code, parents first; lists have "; " between their words.

    Headings are in the language of the codebook; the reader knows them in each. Which codes are archived, and in which
    sets they are, has a column where there is something to say of it.
    """
    with speaking(draft.language):
        labels, archived, yes, in_sets, code_heading = field_labels(), _("Archived"), _("yes"), _("Sets"), _("Code")
    sets = draft.sets_by_code()
    more = {archived: any(code.is_archived for _path, code in draft.walk()), in_sets: bool(sets)}
    rows = []
    for path, code in draft.walk():
        cells = (getattr(code.fields, name) for name in labels)
        told = ["; ".join(cell) if isinstance(cell, tuple) else cell for cell in cells]
        told += [yes if code.is_archived else ""] if more[archived] else []
        told += ["; ".join(sets.get(path, ()))] if more[in_sets] else []
        rows.append((SEPARATOR.join(path), *told))
    headings = [*labels.values(), *(heading for heading, is_told in more.items() if is_told)]
    return plain_table("", (code_heading, *headings), rows)
