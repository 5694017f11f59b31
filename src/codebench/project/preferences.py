"""What a project decides once for all its screens: how it works with codes, and whether its codebook is frozen."""

from dataclasses import dataclass
from enum import StrEnum

from codebench.domain.errors import ConflictError
from codebench.domain.table import Word
from codebench.i18n import _, plural
from codebench.project.absences import Absences
from codebench.project.annotations import Annotations
from codebench.project.session import Session
from codebench.project.stopwords import StopWords

_MODE, _FROZEN = "mode", "codebook frozen"


class Mode(StrEnum):
    """The kind of analysis that a project is; see docs/codebooks.md."""

    THEMATIC = "thematic"
    CODEBOOK = "codebook"
    GROUNDED = "grounded"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in words: its name, its value, and the command that changes it."""

    name: str
    value: str
    command: str


class Preferences:
    """The decisions of a project; each change is one act, to be undone like any other."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def mode(self) -> Mode:
        """The kind of analysis; of a codebook until somebody says otherwise."""
        return Mode(self._get(_MODE) or Mode.CODEBOOK)

    def set_mode(self, mode: Mode) -> None:
        """Say which kind of analysis this is."""
        self._put(_MODE, None if mode is Mode.CODEBOOK else str(mode), _("work in mode: {mode}").format(mode=mode))

    @property
    def is_frozen(self) -> bool:
        """Whether new codes on the way are asked about: the codebook is deductive, made before the coding."""
        return self._get(_FROZEN) is not None

    def set_frozen(self, frozen: bool) -> None:
        """Freeze the codebook, or open it."""
        self._put(_FROZEN, "yes" if frozen else None, _("freeze the codebook") if frozen else _("open the codebook"))

    @property
    def silence(self) -> str:
        """Why nothing is said of agreement and of new codes; empty where it is said."""
        if self.mode is not Mode.THEMATIC:
            return ""
        return _(
            "This project is thematic (reflexive): there coding is a reading, not a measurement, so coefficients of"
            " agreement and counts of new codes say nothing about its quality. The settings change the mode."
        )

    def refuse_where_silent(self) -> None:
        """Stop what has no meaning in this mode.

        Raises:
            ConflictError: the project is thematic; the sentence says why that matters.
        """
        if self.silence:
            raise ConflictError(self.silence)

    def all(self, annotations: Annotations) -> list[Setting]:
        """Every setting of the project."""
        stops = StopWords(self._session).present()
        words = plural("{n} word", "{n} words", len(stops.words))
        changed = _("{words}, {added} added and {removed} taken away here").format(
            words=words, added=len(stops.added), removed=len(stops.removed)
        )
        pipeline = annotations.pipeline.name
        chosen = pipeline if annotations.setting else _("{name} (the best there is)").format(name=pipeline)
        absent = sum(map(len, Absences(self._session).words().by_kind().values()))
        return [
            Setting(_("mode"), Word(self.mode), "setting mode"),
            Setting(_("codebook"), _("frozen") if self.is_frozen else _("open"), "setting freeze"),
            Setting(_("Dutch pipeline"), chosen, "model use"),
            Setting(_("stop list"), changed, "stopwords"),
            Setting(_("words for no answer"), str(absent), "absence"),
        ]

    def _get(self, name: str) -> str | None:
        value = self._session.value("SELECT value FROM settings WHERE name = ?", [name])
        return None if value is None else str(value)

    def _put(self, name: str, value: str | None, summary: str) -> None:
        if self._get(name) == value:
            return
        row = self._session.value("SELECT id FROM settings WHERE name = ?", [name])
        with self._session.act("setting", summary) as act:
            if value is None:
                act.delete("settings", [row])
            elif row is None:
                act.insert("settings", name=name, value=value)
            else:
                act.update("settings", row, value=value)
