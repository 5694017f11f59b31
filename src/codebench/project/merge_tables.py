"""A plan of a merge as Tables: the same on screen, in the terminal and in a file."""

from collections import Counter
from collections.abc import Collection, Iterator

from codebench.domain.table import Column, ColumnKind, Row, Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.merge_models import Entity, Fate, Item, MergePlan, Reason

_KINDS = {
    "codings": _("codings"),
    "review_marks": _("review marks"),
    "bookmarks": _("bookmarks"),
    "memos": _("memos"),
    "suggestion_decisions": _("decisions on suggestions"),
    "codes": _("codes"),
    "rounds": _("rounds"),
    "round_coders": _("done with a round"),
    "settlements": _("settled disagreements"),
    "excerpts": _("quotes kept for the report"),
    "themes": _("themes and sets"),
    "theme_codes": _("codes of themes and sets"),
    "theme_codings": _("quotes of themes"),
    "summaries": _("summaries"),
    "code_links": _("links between codes"),
}
_SHOWN = (Fate.NEW, Fate.CHANGED, Fate.REMOVED, Fate.SAME, Fate.KEPT)


def overview(plan: MergePlan, own: frozenset[str] | None) -> Table:
    """How much of what comes in, by kind and coder; `own` are the coders whose work may be seen (None: everybody's)."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for item in _seen(plan.items, own):
        if item.table in _KINDS:
            counts.setdefault((item.table, _coder(item)), Counter())[_column(item)] += 1
    order = list(_KINDS)
    columns = (*_SHOWN, Reason.UNDECIDED, Fate.LEFT)
    headings = (_("new"), _("changed"), _("removed"), _("here already"), _("changed here"), _("on both"), _("left out"))
    rows = [
        Row((_KINDS[table], shown_line(plan.names.get(coder, "")), *(counts[table, coder][one] for one in columns)))
        for table, coder in sorted(counts, key=lambda key: (order.index(key[0]), plan.names.get(key[1], "")))
    ]
    return Table(
        title=_("What merging {name} does").format(name=shown_line(plan.path.name)),
        columns=(
            Column(_("What")),
            Column(_("Whose")),
            *(Column(heading, ColumnKind.COUNT) for heading in headings),
        ),
        rows=tuple(rows),
        rule=_(
            "Things are the same by their GUIDs, texts letter for letter. Counted is what was touched there since both"
            " files were last the same; where only one side went on, its state stands."
        ),
        n="",
        notes=tuple(_notes(plan, own)),
    )


def details(plan: MergePlan, own: frozenset[str] | None) -> list[Table]:
    """The tables that are not empty: texts and codes that differ, passages in edited texts, what stays out and why."""
    name = shown_line(plan.path.name)
    seen = list(_seen(plan.items, own))
    documents = {item.document for item in seen if item.reason is Reason.TEXT}
    texts = [(shown_line(text.name), text.what) for text in plan.texts if own is None or text.document in documents]
    codes = [
        (shown_line(code.path), _("here") if code.is_here else _("there"), code.what, code.becomes)
        for code in plan.codes
    ]
    moved = Counter(
        (plan.names.get(item.coder, ""), item.there.outcome)
        for item in seen
        if item.fate in (Fate.NEW, Fate.CHANGED) and item.there is not None and item.there.outcome
    )
    left = Counter(
        (_KINDS[item.table], plan.names.get(_coder(item), ""), str(item.reason))
        for item in seen
        if item.fate is Fate.LEFT and item.table in _KINDS
    )
    tables = (
        (_("Texts of {name} that this project does not know"), (_("Text"), _("The first difference")), texts),
        (_("Codebooks that differ"), (_("Code"), _("Where"), _("What was done"), _("What becomes of it")), codes),
        (
            _("Passages of {name} in texts that were edited here since"),
            (_("Coder"), _("What became of the passage"), _("Passages")),
            [(shown_line(coder), outcome, n) for (coder, outcome), n in sorted(moved.items())],
        ),
        (
            _("What stays out, and why"),
            (_("What"), _("Whose"), _("Why"), _("How many")),
            [(what, shown_line(coder), why, n) for (what, coder, why), n in sorted(left.items())],
        ),
    )
    return [plain_table(title.format(name=name), headings, rows) for title, headings, rows in tables if rows]


def _notes(plan: MergePlan, own: frozenset[str] | None) -> Iterator[str]:
    if own is not None:
        yield _("A blind round hides others' work from you: theirs comes in too, and is in none of these counts.")
    if not plan.changes and not plan.is_empty:
        yield _("Nothing changes: it is kept only that this was taken in, so that no older copy brings back what went.")
    if plan.is_package:
        yield _("This is a work package: of its codebook only new codes come in.")
    new = [shown_line(coder.name) for coder in plan.coders]
    if new and own is None:
        yield _("New coders: {names}.").format(names=", ".join(new))
    if plan.private and own is None:
        yield plural(
            "{n} private memo stays with its author.", "{n} private memos stay with their authors.", plan.private
        )
    if plan.missing:
        names = ", ".join(shown_line(name) for name in plan.missing[:5]) + (" …" if len(plan.missing) > 5 else "")
        text = plural(
            "{n} text is there alone and stays there: {{names}}.",
            "{n} texts are there alone and stay there: {{names}}.",
            len(plan.missing),
        )
        yield text.format(names=names)
    for name in plan.closed:
        yield _("Round '{name}' was closed there: close it here too once its work is in.").format(name=shown_line(name))
    if any(item.reason is Reason.CODE for item in _seen(plan.items, own)):
        yield _("Codes that were removed here can come back with the work that needs them: take theirs.")
    if any(item.reason is Reason.UNDECIDED for item in _seen(plan.items, own)):
        yield _("What both sides changed stays as it is here, and is asked again; theirs can be taken instead.")


def _seen(items: Collection[Item], own: frozenset[str] | None) -> Iterator[Item]:
    """What may be told: work of others may be hidden."""
    return (item for item in items if own is None or not _coder(item) or _coder(item) in own)


def _coder(item: Item) -> str:
    known: Entity | None = item.there or item.here
    return item.coder or ("" if known is None else known.coder)


def _column(item: Item) -> str:
    return item.reason if item.reason is Reason.UNDECIDED else item.fate
