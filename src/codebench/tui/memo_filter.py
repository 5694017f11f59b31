"""Which memos a list holds: what is asked adds up, and is said in words."""

import re
from dataclasses import dataclass, replace

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.memos import SUBJECTS
from codebench.project.models import MemoInfo
from codebench.tui.modals.memo import kinds
from codebench.tui.parts.moment import day

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class MemoFilter:
    """What is asked of memos; empty where it does not matter.

    `kind` and `subject` are keys of `KINDS` and `SUBJECTS`, `coder` a name; `is_private` asks for those that only their
    coder reads, or for the others. `since` and `until` are days, months or years ("2026-11"), themselves included.
    """

    kind: str = ""
    subject: str = ""
    coder: str = ""
    is_private: bool | None = None
    since: str = ""
    until: str = ""

    def passes(self, memo: MemoInfo) -> bool:
        """Whether a memo is asked for."""
        written = day(memo.created_at)
        return (
            self.kind in ("", memo.kind)
            and self.subject in ("", memo.subject)
            and self.coder in ("", memo.coder)
            and self.is_private in (None, memo.private)
            and written >= self.since
            and (not self.until or written[: len(self.until)] <= self.until)
        )

    def within(self, days: str) -> "MemoFilter":
        """The same over these days: "2026-11", "2026-11-03..2026-11-20", "2026-11..", "..2026"; empty for all.

        Raises:
            InputError: these are no days.
        """
        since, dots, until = (part.strip() for part in days.partition(".."))
        if not all(_DAY.fullmatch(each) for each in (since, until) if each) or (dots and not (since or until)):
            message = _(
                "'{days}' are no days: write 2026-11-23, 2026-11 or 2026, or two of them as 2026-11-01..2026-11-20."
            )
            raise InputError(message.format(days=shown_line(days)))
        return replace(self, since=since, until=until if dots else since)

    def in_words(self) -> list[str]:
        """What is asked, a phrase for each; nothing where all memos are."""
        days = self.since if self.since == self.until else f"{self.since}..{self.until}"
        private = {None: "", True: _("private"), False: _("for all coders")}[self.is_private]
        about = _("about {what}").format(what=SUBJECTS[self.subject]) if self.subject else ""
        of = _("of {coder}").format(coder=shown_line(self.coder)) if self.coder else ""
        kind = kinds()[self.kind] if self.kind else ""
        return [phrase for phrase in (kind, about, of, private, days) if phrase]
