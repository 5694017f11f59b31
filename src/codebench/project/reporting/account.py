"""The account [verantwoording]: history of the codebook with reasons, rounds, published memos, where codings came from.

Published are memos of kind *methodological* that are shared, and that are about the project as a whole, a question or
a code: who writes one says how the work was done. Private memos never are, nor are theoretical and reflexive ones, nor
what is about a person, a passage or a document.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import takewhile

from codebench.domain.codetree import SEPARATOR, CodeTree
from codebench.domain.table import Column, ColumnKind, Row, Share, Table, plain_table
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.reporting.ground import Ground
from codebench.project.reporting.method import Method, day
from codebench.report.blocks import Block, Grid, Heading, Paragraph, Tone

_QUOTED = re.compile(r"'([^']*)'")
_PUBLISHED = (
    "m.kind = 'methodological' AND m.is_private = 0 AND m.document_id IS NULL AND m.unit_id IS NULL"
    " AND m.case_id IS NULL AND m.coding_id IS NULL AND m.text_version_id IS NULL"
)


def account(ground: Ground, method: Method) -> Iterator[Block]:
    """The blocks of the account."""
    yield Heading(_("Account"))
    yield Heading(_("History of the codebook"), 2)
    yield Grid(codebook_history(ground))
    yield Heading(_("Rounds"), 2)
    if method.rounds:
        yield Grid(rounds_table(method))
    else:
        yield Paragraph(_("No rounds were held in this project."), Tone.NOTE)
    yield Heading(_("Methodological memos"), 2)
    memos = published_memos(ground)
    yield Paragraph(
        _("Shared methodological memos on the project, a question or a code; no other memo is ever published."),
        Tone.NOTE,
    )
    for heading, body in memos:
        yield Heading(heading, 3)
        yield Paragraph(body)
    if not memos:
        yield Paragraph(_("There are none."), Tone.NOTE)
    yield Heading(_("Where codings came from"), 2)
    yield Grid(origins(ground))


def codebook_history(ground: Ground) -> Table:
    """Each act that changed the codebook and stands: when, who, what, and the reason where one was written."""
    kinds = {
        "codebook import": _("codebook taken in"),
        "code add": _("code added"),
        "code rename": _("code renamed"),
        "code edit": _("definition changed"),
        "code move": _("code moved"),
        "code merge": _("codes merged"),
        "code remove": _("code removed"),
    }
    session = ground.session
    reasons = session.tuples(
        "SELECT p.path, p.name, group_concat(m.title || iif(m.title = '', '', ': ') || m.body, ' / ')"
        f" FROM memos m JOIN view_codes p ON p.code_id = m.code_id WHERE {_PUBLISHED} GROUP BY p.code_id"
        " ORDER BY p.code_id"
    )
    rows = []
    for at, who, kind, summary in session.tuples(
        "SELECT created_at, coder, kind, ifnull(summary, '') FROM view_acts WHERE NOT undone"
        " AND kind NOT IN ('undo', 'redo', 'init') AND act_id IN (SELECT act_id FROM events"
        " WHERE table_name = 'codebook_revisions') ORDER BY act_id"
    ):
        names = _QUOTED.findall(summary)
        what = f"{kinds[kind]}: {' → '.join(names)}" if kind in kinds and names else summary
        # A summary names a code by its path or by its name alone.
        reason = " / ".join(text for path, name, text in reasons if path in names or name in names)
        rows.append((day(at), shown_line(who), shown_line(what), reason))
    headings = (_("Date"), _("Who"), _("What"), _("Reason (methodological memo on the code)"))
    return plain_table(_("Changes of the codebook, oldest first"), headings, rows)


def rounds_table(method: Method) -> Table:
    """The rounds: what they were over, by whom, from when to when."""
    rows = [
        (
            shown_line(each.name),
            each.selection,
            ", ".join(shown_line(coder.person) for coder in each.coders),
            each.codebook_revision,
            f"{day(each.created_at)} – {_('open') if each.is_open else day(each.closed_at)}",
            each.reason,
        )
        for each in method.rounds
    ]
    headings = (_("Round"), _("Selection"), _("Coders"), _("Codebook"), _("From – to"), _("Closed early because"))
    return plain_table(_("Rounds"), headings, rows)


def published_memos(ground: Ground) -> list[tuple[str, str]]:
    """A heading and the text of each published memo, oldest first."""
    rows = ground.session.tuples(
        "SELECT m.created_at, m.title, m.body, ifnull(c.name, ifnull(q.name, '')) FROM memos m"
        " LEFT JOIN codes c ON c.id = m.code_id LEFT JOIN questions q ON q.id = m.question_id"
        f" WHERE {_PUBLISHED} ORDER BY m.id"
    )
    return [(" · ".join(part for part in (day(at), about, title) if part), body) for at, title, body, about in rows]


def origins(ground: Ground) -> Table:
    """For each code how many of its codings in the material were made by hand, from a suggestion, a rule or a file."""
    coder = ground.scope.coder
    counts: dict[int, Counter[str]] = {}
    for code, origin, n in ground.session.tuples(
        "SELECT g.code_id, g.origin, count(*) FROM codings g JOIN coders r ON r.id = g.coder_id"
        f" WHERE g.status = 'active' AND g.document_id IN ({','.join(map(str, ground.documents)) or 'NULL'})"
        " AND (? IS NULL OR r.name = ? COLLATE NOCASE)"
        " AND r.id NOT IN (SELECT as_coder_id FROM round_coders WHERE as_coder_id IS NOT NULL)"
        " GROUP BY g.code_id, g.origin",
        [coder, coder],
    ):
        counts.setdefault(code, Counter())[origin] = n
    everything = sum(counts.values(), Counter())
    rows = [_origin_row(_("All codes"), everything, 0)]
    # The few codings of a code tell of few cases.
    if not ground.template.min_cell:
        rows += [_origin_row(name, counts[code], level) for code, name, level in _outlined(ground.tree, counts.keys())]
    shares = (_("by hand"), _("from a suggestion"), _("by a rule"), _("from a file"))
    who = _("all coders") if coder is None else shown_line(coder)
    return Table(
        _("Where codings came from"),
        (
            Column(_("Code")),
            Column(_("Codings"), ColumnKind.COUNT),
            *(Column(name, ColumnKind.SHARE) for name in shares),
        ),
        tuple(rows),
        _("Rule: each coding counts once, at its own code; codings of {who}; a taken suggestion stays one.").format(
            who=who
        ),
        plural("N = {n} coding.", "N = {n} codings.", everything.total()),
    )


def _outlined(tree: CodeTree, codes: Collection[int]) -> Iterator[tuple[int, str, int]]:
    """Each of these codes in the order of the tree, with its name and its level among them.

    The names of codes between that are none of these come before its own: it would be taken for a part of another.
    """
    levels: dict[int, int] = {}
    for node, _depth in tree.walk():
        if node.id in codes:
            above = tree.ancestors(node.id)
            between = list(takewhile(lambda each: each.id not in codes, above))
            levels[node.id] = levels[above[len(between)].id] + 1 if len(between) < len(above) else 0
            yield node.id, SEPARATOR.join(each.name for each in (*reversed(between), node)), levels[node.id]


def _origin_row(name: str, own: Counter[str], depth: int) -> Row:
    n = own.total()
    return Row((name, n, *(Share(own[origin], n) for origin in ("manual", "suggestion", "autocode", "import"))), depth)
