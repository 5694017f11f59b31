"""Who is who in a survey: the column that identifies respondents, unique and without gaps, or ids made here."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest.guess import IdHeading, id_heading
from codebench.ingest.wording import listed, quoted

_NAMED = 5


@dataclass(slots=True)
class Identity:
    """The cells of a column that may identify respondents, with the lines that speak against it."""

    heading: str
    column: int
    first_lines: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, list[int]] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)

    def add(self, line: int, cell: str) -> None:
        """Take in the cell of the row on this line."""
        if not cell:
            self.blank += [line] if len(self.blank) <= _NAMED else []
            return
        first = self.first_lines.setdefault(cell, line)
        if first != line and (cell in self.doubled or len(self.doubled) < _NAMED):
            lines = self.doubled.setdefault(cell, [first])
            lines += [line] if len(lines) <= _NAMED else []

    @property
    def is_sound(self) -> bool:
        """Whether every row has an id of its own."""
        return not self.doubled and not self.blank

    def check(self, name: str) -> None:
        """See that every row has an id of its own.

        Raises:
            InputError: an id occurs twice or is missing; the sentence names ids and lines of the file `name`.
        """
        if self.doubled:
            ids = [
                _("'{id}' (lines {lines})").format(id=quoted(one), lines=listed([str(line) for line in lines]))
                for one, lines in self.doubled.items()
            ]
            message = _(
                "'{name}': column '{column}' should identify each respondent, but has {ids}. "
                "Mend these rows, or give the column another role."
            )
            raise InputError(message.format(name=quoted(name), column=quoted(self.heading), ids=listed(ids)))
        if self.blank:
            message = _(
                "'{name}': column '{column}' should identify each respondent, but is empty on line {lines}. "
                "Fill it in, or give the column another role."
            )
            lines = listed([str(line) for line in self.blank])
            raise InputError(message.format(name=quoted(name), column=quoted(self.heading), lines=lines))


def choose(identities: Sequence[Identity], told: int | None) -> Identity | None:
    """The identity that counts: the column that was told, else one with a sure heading, else a sound one."""
    if told is not None:
        return next(one for one in identities if one.column == told)
    sure = [one for one in identities if id_heading(one.heading) is IdHeading.SURE]
    sound = [one for one in (*sure, *identities) if one.is_sound]
    return next(iter((*sound, *sure)), None)


def spares(identities: Sequence[Identity], chosen: Identity | None) -> set[int]:
    """The columns that also surely give each row an id of its own: other numbers for the same respondents."""
    sure = (one for one in identities if one is not chosen and id_heading(one.heading) is IdHeading.SURE)
    return {one.column for one in sure if one.is_sound}


def made_id(number: int, n_rows: int) -> str:
    """The id of the respondent in the n-th row where the file has none: R001, as wide as the last one needs."""
    return f"R{number:0{max(3, len(str(n_rows)))}d}"
