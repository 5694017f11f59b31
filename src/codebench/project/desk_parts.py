"""The parts of a project that the coding desk works with, each made when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from codebench.project.session import Session

if TYPE_CHECKING:
    from codebench.project.annotations import Annotations
    from codebench.project.bookmarks import Bookmarks
    from codebench.project.borders import Borders
    from codebench.project.cases import Cases, Variables
    from codebench.project.codebook import Codebook
    from codebench.project.codings import Codings
    from codebench.project.decisions import Decisions
    from codebench.project.edits import Edits
    from codebench.project.memo_links import MemoLinks
    from codebench.project.memos import Memos
    from codebench.project.retyping import Retyping
    from codebench.project.reviews import Reviews
    from codebench.project.search import Search
    from codebench.project.snapshots import Snapshots


class DeskParts:
    """What coding itself needs."""

    session: Session

    @cached_property
    def annotations(self) -> "Annotations":
        """What the pipeline of Dutch says of the texts."""
        from codebench.project.annotations import Annotations

        return Annotations(self.session)

    @cached_property
    def bookmarks(self) -> "Bookmarks":
        """Places to come back to."""
        from codebench.project.bookmarks import Bookmarks

        return Bookmarks(self.session)

    @cached_property
    def borders(self) -> "Borders":
        """The borders of codings, moved, split and joined."""
        from codebench.project.borders import Borders

        return Borders(self.session)

    @cached_property
    def cases(self) -> "Cases":
        """Who speaks, and to which group they belong."""
        from codebench.project.cases import Cases

        return Cases(self.session)

    @cached_property
    def codebook(self) -> "Codebook":
        """The tree of codes."""
        from codebench.project.codebook import Codebook

        return Codebook(self.session)

    @cached_property
    def codings(self) -> "Codings":
        """Codes, given to passages."""
        from codebench.project.codings import Codings

        return Codings(self.session)

    @cached_property
    def decisions(self) -> "Decisions":
        """Suggestions, accepted and rejected."""
        from codebench.project.decisions import Decisions

        return Decisions(self.session)

    @cached_property
    def edits(self) -> "Edits":
        """Texts, corrected."""
        from codebench.project.edits import Edits

        return Edits(self.session)

    @cached_property
    def memo_links(self) -> "MemoLinks":
        """The codings that memos link to."""
        from codebench.project.memo_links import MemoLinks

        return MemoLinks(self.session)

    @cached_property
    def memos(self) -> "Memos":
        """Notes on whatever the project holds."""
        from codebench.project.memos import Memos

        return Memos(self.session)

    @cached_property
    def reviews(self) -> "Reviews":
        """Units, marked as read."""
        from codebench.project.reviews import Reviews

        return Reviews(self.session)

    @cached_property
    def search(self) -> "Search":
        """Words in texts, found."""
        from codebench.project.search import Search

        return Search(self.session)

    @cached_property
    def snapshots(self) -> "Snapshots":
        """Copies of the project at a moment."""
        from codebench.project.snapshots import Snapshots

        return Snapshots(self.session)

    @cached_property
    def retyping(self) -> "Retyping":
        """Other types and options for variables that are there."""
        from codebench.project.retyping import Retyping

        return Retyping(self.session)

    @cached_property
    def variables(self) -> "Variables":
        """Variables, and the values that cases have."""
        from codebench.project.cases import Variables

        return Variables(self.session)
