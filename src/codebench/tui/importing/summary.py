"""What was recognised in files beside the labels: counts, conventions, sections, doubts, and what is there already."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from codebench.domain.draft import Draft
from codebench.domain.text import shown_line
from codebench.i18n import _, plural

_MOST = 40


def counts(drafts: Sequence[Draft], left_out: Mapping[int, str]) -> str:
    """How much comes in, on one line."""
    fresh = [draft for i, draft in enumerate(drafts) if i not in left_out]
    return " · ".join(
        (
            plural("{n} file", "{n} files", len(fresh)),
            plural("{n} text", "{n} texts", sum(draft.n_documents for draft in fresh)),
            plural("{n} unit", "{n} units", sum(draft.n_units for draft in fresh)),
            plural("{n} case", "{n} cases", sum(draft.n_cases for draft in fresh)),
        )
    )


def summary(
    drafts: Sequence[Draft], left_out: Mapping[int, str], unread: Sequence[str], told: Sequence[str]
) -> Content:
    """All of it, in paragraphs under their headings.

    `unread` says what else was left out and why, `told` what is to be known before anything.
    """
    lines: list[Content | str] = [*_short(told)]
    fresh = [draft for i, draft in enumerate(drafts) if i not in left_out]
    if left_out or unread:
        lines += ["", _head(_("Left out"), "$text-warning"), *_short([*unread, *left_out.values()])]
    doubts = [(draft, doubt) for draft in fresh for doubt in draft.doubts]
    if doubts:
        lines += ["", _head(_("Doubtful"), "$text-warning")]
        several = len(fresh) > 1
        said = [
            f"{draft.source if several and doubt.where != draft.source else doubt.where}  {doubt.what}"
            for draft, doubt in doubts
        ]
        lines += _short(said)
    if fresh:
        lines += ["", _head(_("Recognised"), "$accent")]
    ways = Counter(draft.convention or _("no speakers") for draft in fresh if not draft.questions)
    lines += [
        _("{n} × {convention}").format(n=n, convention=shown_line(convention)) for convention, n in ways.most_common()
    ]
    n_surveys = sum(bool(draft.recipe) for draft in fresh)
    if n_surveys and len(drafts) > 1:
        what = plural(
            "{n} survey, its columns as guessed; to say what a column is, import it alone first",
            "{n} surveys, their columns as guessed; to say what a column is, import them alone first",
            n_surveys,
        )
        lines.append(what)
    lines += _short([*_besides(fresh)])
    return Content("\n").join(lines[1:] if lines and lines[0] == "" else lines)


def _besides(drafts: Sequence[Draft]) -> Iterator[str]:
    """What was found but the speakers: sections over all files, then the other findings file by file."""
    speakers = {(draft.source, one.name.rpartition("/")[2]) for draft in drafts for one in draft.labels}
    sections: dict[str, int] = {}
    for draft in drafts:
        for finding in draft.findings:
            if finding.role == "section":
                sections[finding.what] = sections.get(finding.what, 0) + 1
    for title, n in sections.items():
        yield _("section {title}: in {files}").format(title=title, files=plural("{n} file", "{n} files", n))
    for draft in drafts:
        for finding in draft.findings:
            if finding.role != "section" and (draft.source, finding.what) not in speakers:
                yield f"{finding.what}  {_(finding.role)}  {finding.detail}"


def _head(text: str, colour: str) -> Content:
    return Content.styled(text, f"bold {colour}")


def _short(lines: Sequence[str]) -> list[str]:
    shown = [shown_line(line) for line in lines[:_MOST]]
    if len(lines) > _MOST:
        shown.append(_("… and {n} more").format(n=len(lines) - _MOST))
    return shown
