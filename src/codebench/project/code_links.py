"""Named links between codes, as grounded theory draws them: "leads to", "condition of", "contradicts", or own words.

They are about everybody's work: who takes part in an open blind round neither sees nor changes them.
"""

from dataclasses import dataclass

from codebench.domain.errors import ConflictError, InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.preferences import Mode, Preferences
from codebench.project.session import Session, clean_name

NAMES = (_("leads to"), _("condition of"), _("part of"), _("contradicts"))
"""What links are often called (after Strauss and Corbin, 1990, Basics of qualitative research); others may be used."""

LONGEST = 60


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """A link from one code to another, each with its path; `note` is what somebody wrote about it."""

    id: int
    start: int
    start_path: str
    name: str
    end: int
    end_path: str
    note: str


class CodeLinks:
    """The links of a project; each method that changes something is one act.

    All of them raise ConflictError as long as a blind round hides others' work from who works.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def are_offered(self) -> bool:
        """Whether new ones are made in this project: its mode is grounded."""
        return Preferences(self._session).mode is Mode.GROUNDED

    def all(self, code_id: int | None = None) -> list[LinkInfo]:
        """All links, or those from and to one code, in the order of the codebook's making."""
        self._refuse_blind()
        query = (
            "SELECT l.id, l.from_id, a.path, l.name, l.to_id, b.path, l.note FROM code_links l"
            " JOIN view_codes a ON a.code_id = l.from_id JOIN view_codes b ON b.code_id = l.to_id"
            " WHERE :code IS NULL OR :code IN (l.from_id, l.to_id) ORDER BY a.path, l.name, b.path, l.id"
        )
        return [LinkInfo(*row) for row in self._session.tuples(query, {"code": code_id})]

    def find(self, start: int, end: int, name: str) -> LinkInfo | None:
        """The link of this name from one code to another, if there is one."""
        clean = " ".join(name.split())
        return next(
            (link for link in self.all(start) if (link.start, link.end, link.name) == (start, end, clean)), None
        )

    def names(self) -> list[str]:
        """What links can be called: the usual names, and those that this project has besides."""
        return list(dict.fromkeys((*NAMES, *(link.name for link in self.all()))))

    def add(self, start: int, end: int, name: str, note: str = "") -> int:
        """Link a code to another; the link's id.

        Raises:
            ConflictError: there is this link already, or the mode of the project is not grounded.
            InputError: a code would be linked to itself, or the name is empty or no line.
            NotFoundError: there is no such code.
        """
        self._refuse_blind()
        if not self.are_offered:
            message = _("Links between codes belong to a grounded project: `setting mode` makes this one so.")
            raise ConflictError(message)
        clean = " ".join(clean_name(name, _("link"), LONGEST).split())
        for code in (start, end):
            self._session.require("codes", code, _("code"))
        if start == end:
            raise InputError(_("A code can't be linked to itself."))
        if self.find(start, end, clean) is not None:
            raise ConflictError(_("There is this link already."))
        with self._session.act("link add", self._told(_("link '{start}' {name} '{end}'"), start, end, clean)) as act:
            return act.insert(
                "code_links", from_id=start, to_id=end, created_at=act.created_at, name=clean, note=note.strip()
            )

    def write(self, link_id: int, note: str) -> None:
        """Write what is to be said about a link; an empty text takes it away.

        Raises:
            NotFoundError: there is no such link.
        """
        link = self._get(link_id)
        summary = self._told(_("write about the link '{start}' {name} '{end}'"), link.start, link.end, link.name)
        with self._session.act("link edit", summary) as act:
            act.update("code_links", link_id, note=note.strip())

    def remove(self, link_id: int) -> None:
        """Take a link away; the codes stay.

        Raises:
            NotFoundError: there is no such link.
        """
        link = self._get(link_id)
        summary = self._told(_("take away the link '{start}' {name} '{end}'"), link.start, link.end, link.name)
        with self._session.act("link remove", summary) as act:
            act.delete("code_links", [link_id])

    def _get(self, link_id: int) -> LinkInfo:
        found = next((link for link in self.all() if link.id == link_id), None)
        if found is None:
            raise NotFoundError(_("There is no link {id}.").format(id=link_id))
        return found

    def _told(self, message: str, start: int, end: int, name: str) -> str:
        paths = dict(self._session.tuples("SELECT code_id, path FROM view_codes WHERE code_id IN (?, ?)", [start, end]))
        return message.format(start=shown_line(paths[start]), name=shown_line(name), end=shown_line(paths[end]))

    def _refuse_blind(self) -> None:
        if self._session.blindness:
            raise ConflictError(_("{why} Links are about everybody's work.").format(why=self._session.blindness))
