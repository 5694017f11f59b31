"""What a codebook file would not carry: the file is written aside, read again, and held against the codebook."""

from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from codebench.domain.codebook import CodebookDraft, field_labels
from codebench.domain.csv_profile import CsvProfile
from codebench.domain.errors import InputError
from codebench.domain.table import Table, plain_table
from codebench.domain.text import shown_line
from codebench.exchange.codebooks import SUFFIXES, read_any_codebook
from codebench.i18n import _
from codebench.project.code_links import CodeLinks
from codebench.project.codebook_files import CodebookFiles
from codebench.project.codebook_out import check_suffix, give_out
from codebench.project.memos import Memos
from codebench.project.session import Session


@dataclass(frozen=True, slots=True)
class Loss:
    """So many of something do not go along, or not as they are, and why."""

    what: str
    n: int
    why: str


def losses(session: Session, path: Path, profile: CsvProfile = CsvProfile.EXCEL) -> list[Loss]:
    """What would be lost by writing the codebook to this file and taking it in elsewhere; nothing is written there.

    Raises:
        InputError: nothing is known of this kind of file.
        StorageError: the disk refused.
    """
    check_suffix(path)
    draft = CodebookFiles(session).draft()
    n_codes = sum(1 for _each in draft.walk())
    if not n_codes:
        found = []
    elif path.suffix.lower() not in SUFFIXES:
        found = _printed(draft, n_codes)
    else:
        with TemporaryDirectory() as folder:
            aside = Path(folder) / f"codebook{path.suffix.lower()}"
            give_out(session, aside, profile)
            try:
                found = _between(draft, read_any_codebook(aside))
            except InputError as error:
                found = [Loss(_("codes"), n_codes, str(error))]
    if path.suffix.lower() == ".qdc":
        more = sum(code.fields.is_more_than_defined for _path, code in draft.walk())
        why = _("another program shows them under English labels below the definition; here they come in again")
        found.append(Loss(_("fields besides the definition"), more, why))
    away = _("stay with this project")
    links = 0 if session.blindness else len(CodeLinks(session).all())
    memos = sum(memo.subject == "code" for memo in Memos(session).all())
    found += [Loss(_("links between codes"), links, away), Loss(_("memos on codes"), memos, away)]
    return [loss for loss in found if loss.n]


def losses_table(path: Path, found: list[Loss]) -> Table:
    """The losses as a table."""
    title = _("What does not go along in {file}").format(file=shown_line(path.name))
    rows = [(each.what, each.n, each.why) for each in found]
    return plain_table(title, (_("What"), _("N"), _("Why")), rows)


def _printed(draft: CodebookDraft, n_codes: int) -> list[Loss]:
    """What a file to read and print leaves out, and that it can't be taken in."""
    labels, why = field_labels(), _("a printed codebook does not show it")
    codes = [code.fields for _path, code in draft.walk()]
    return [
        Loss(_("codes to take in again"), n_codes, _("all stand in it to read and print, but can't be taken in")),
        Loss(labels["colour"], sum(bool(fields.colour) for fields in codes), why),
        Loss(labels["mark"], sum(bool(fields.mark) for fields in codes), why),
    ]


def _between(ours: CodebookDraft, theirs: CodebookDraft) -> list[Loss]:
    """What differs after the way out and in again."""
    there = dict(theirs.walk())
    labels = field_labels()
    counts: Counter[str] = Counter()
    for path, code in ours.walk():
        if path not in there:
            counts[_("codes")] += 1
            continue
        back = there[path]
        for field in fields(code.fields):
            here, away = getattr(code.fields, field.name), getattr(back.fields, field.name)
            if here != away and (field.name != "colour" or here.casefold() != away.casefold()):
                counts[labels[field.name]] += 1
        counts[_("Archived")] += code.is_archived != back.is_archived
    here_too = dict(ours.walk())
    counts[_("order of the codes")] += [each for each in there if each in here_too] != [
        each for each in here_too if each in there
    ]
    missing = {each.name for each in ours.sets} - {each.name for each in theirs.sets}
    counts[_("sets")] += len(missing)
    same = [each.name for each in ours.sets if each.name not in missing and each not in theirs.sets]
    counts[_("order within sets")] += len(same)
    counts[_("description of the codebook")] += ours.description != theirs.description
    why = _("this kind of file has no place for it, or writes it in another way")
    return [Loss(what, n, why) for what, n in counts.items()]
