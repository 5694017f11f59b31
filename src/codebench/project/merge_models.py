"""What a merge is made of: work in a form that two files have in common, what becomes of it, and the plan of all."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from codebench.i18n import _
from codebench.store.tables import Scalar


@dataclass(frozen=True, slots=True)
class Ref:
    """A row that has a GUID, by its table and GUID: the same in every file that knows it."""

    table: str
    guid: str


Value = Scalar | Ref
Key = tuple[Value, ...]

# What is brought in, by table, and the columns that tell two rows of it apart. Places (units and text versions) are
# those of this project, so that both sides speak of the same ones.
KEYS: dict[str, tuple[str, ...]] = {
    "codes": ("guid",),
    "rounds": ("guid",),
    "round_units": ("round_id", "unit_id"),
    "round_coders": ("round_id", "coder_id"),
    "codings": ("guid",),
    "review_marks": ("unit_id", "coder_id"),
    "bookmarks": ("unit_id", "coder_id"),
    "suggestion_decisions": ("coder_id", "code_id", "unit_id"),
    "memos": ("guid",),
    "settlements": ("round_id", "unit_id", "code_id"),
    "excerpts": ("coding_id",),
    "themes": ("guid",),
    "theme_codes": ("theme_id", "code_id"),
    "theme_codings": ("theme_id", "coding_id"),
    "summaries": ("coder_id", "case_id", "code_id", "theme_id"),
    "code_links": ("from_id", "to_id", "name"),
}
# Where these columns alone differ, nobody changed anything.
CARRIED = frozenset(
    ("id", "created_at", "changed_at", "codebook_revision", "revision", "position", "origin", "tier", "model")
)


class Reason(StrEnum):
    """Why something is left out."""

    TEXT = _("the text differs")
    DOCUMENT = _("the text is not in this project")
    ERASED = _("the text was erased here")
    UNIT = _("its unit is not here")
    CODE = _("its code is not here")
    ROUND = _("its round is not here")
    OTHER = _("what it is about is not here")
    NAME = _("the name is taken here")
    USED = _("it is still used here")
    CODEBOOK = _("the codebook of the project stands")
    PLACE = _("the coder has the code on exactly that passage here")
    UNDECIDED = _("changed on both sides")


class Fate(StrEnum):
    """What becomes of something that was touched there."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"
    KEPT = "kept"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Entity:
    """A row in the form that both files share: `key` and `values` by column; `carried` columns come along uncompared.

    `coder` is the GUID of whose work it is (empty: nobody's). `outcome` says what an edit of the text here did to its
    passage.
    """

    table: str
    key: Key
    values: dict[str, Value]
    carried: dict[str, Scalar] = field(compare=False)
    coder: str = field(default="", compare=False)
    document: str = field(default="", compare=False)
    outcome: str = field(default="", compare=False)

    @property
    def row(self) -> dict[str, Value]:
        """All its columns."""
        return self.values | self.carried


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was touched there: as it is there and here (None: is not), and what becomes of it.

    `their_id` is its row there, `here_id` its row here. Of what is left out `reason` says why, `document` (a GUID)
    where and `coder` (a GUID) whose.
    """

    table: str
    fate: Fate
    their_id: int
    there: Entity | None = None
    here: Entity | None = None
    here_id: int | None = None
    reason: Reason | None = None
    document: str = ""
    coder: str = ""

    @property
    def key(self) -> Key:
        """What tells it apart; empty where it has no place here."""
        known = self.there or self.here
        return ("",) if known is None else known.key


@dataclass(frozen=True, slots=True)
class CodeDifference:
    """A code in which the two codebooks differ: its path, on which side what was done, and what becomes of it."""

    path: str
    is_here: bool
    what: str
    becomes: str


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A text of theirs that is no version of ours: its name, and the first place where the two differ."""

    document: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A coder who is new here."""

    guid: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Everything that a merge would do, found without writing.

    `project` is the GUID of the file's project and `head` its last event; `through` are the states that taking it in
    takes in, and `is_later` says whether work was done since the last one that is known here, even if nothing of it is
    left. `our_head` is the project's last event when it was planned. `left` are rows of theirs that stay out, each
    with the event up to which it was known; `same_codes` are codes of theirs that are codes of ours (GUIDs). `missing`
    are names of texts that only they have, `closed` of rounds that they closed alone; `private` counts memos that stay
    with who wrote them. `revisions` say when those of their codebook were made (by id), `names` what coders are called
    (by GUID).
    """

    path: Path
    project: str
    head: str
    through: tuple[str, ...]
    our_head: str
    is_later: bool
    is_package: bool
    items: tuple[Item, ...]
    left: tuple[tuple[str, int, int], ...]
    coders: tuple[Coming, ...]
    same_codes: dict[str, str]
    codes: tuple[CodeDifference, ...]
    texts: tuple[TextDifference, ...]
    missing: tuple[str, ...]
    closed: tuple[str, ...]
    private: int
    revisions: dict[int, str]
    names: dict[str, str]

    def of(self, *fates: Fate) -> list[Item]:
        """The items with one of these fates."""
        return [item for item in self.items if item.fate in fates]

    @property
    def changes(self) -> bool:
        """Whether taking it in changes anything of the work that is here."""
        return bool(self.of(Fate.NEW, Fate.CHANGED, Fate.REMOVED))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take in, not even the knowledge that what was done there was undone."""
        return not self.changes and (bool(self.left) or not self.is_later)
