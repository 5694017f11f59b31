"""The fields of one code in a list, each with what it says; Enter on one edits it."""

from collections.abc import Sequence

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodeFields, field_labels
from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.project.models import CodeInfo

FIELDS: tuple[str, ...] = (*TEXT_FIELDS, *LIST_FIELDS, "colour", "mark")
SETS, LINKS = "sets", "links"
"""What stands below the fields: the sets that a code is in, and its links to others."""


def labels() -> dict[str, str]:
    """What each field is called on the screen."""
    return {
        "name": _("Name"),
        "parent": _("Under"),
        **field_labels(),
        "archived": _("Archived"),
        SETS: _("Sets"),
        LINKS: _("Links"),
    }


def text_of(fields: CodeFields, name: str) -> str:
    """A field as one text; a list has a line for each of its words."""
    value = getattr(fields, name)
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def value_of(name: str, text: str) -> str | tuple[str, ...]:
    """What a text says for a field: a list has its words on lines, or between ';'."""
    if name not in LIST_FIELDS:
        return text
    words = text.replace("\n", ";").split(";") if name != "rules" else text.split("\n")
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


class FieldList(OptionList):
    """Says `Chosen` with the name of a field."""

    DEFAULT_CSS = """
    FieldList, FieldList:focus {
        border: none; background: transparent; height: 1fr; padding: 0; scrollbar-size-vertical: 1;
    }
    """

    class Chosen(Message):
        """This field is to be edited."""

        def __init__(self, field: str) -> None:
            super().__init__()
            self.field = field

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._names: tuple[str, ...] = FIELDS

    @property
    def field(self) -> str:
        """The field under the highlight."""
        return self._names[self.highlighted or 0]

    def show(
        self,
        code: CodeInfo | None,
        mark: str = "",
        sets: Sequence[str] = (),
        links: Sequence[str] | None = None,
    ) -> None:
        """Show the fields of a code, and which `mark` stands for it in the margin; the highlight stays where it was.

        Below them stand the `sets` that it is in and its `links`, where there is a place for these (not None).
        """
        here = self.highlighted
        self.clear_options()
        self._names = (*FIELDS, SETS) if links is None else (*FIELDS, SETS, LINKS)
        if code is not None:
            self.add_options(Option(_row(code, name, mark), id=name) for name in FIELDS)
            self.add_option(Option(_lines(SETS, sets), id=SETS))
            if links is not None:
                self.add_option(Option(_lines(LINKS, links), id=LINKS))
            self.highlighted = min(here or 0, len(self._names) - 1)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(event.option_id or FIELDS[0]))


def _lines(name: str, lines: Sequence[str]) -> Content:
    label = Content.styled(labels()[name], "bold" if lines else "$foreground 60%")
    told = "".join(f"\n{shown_line(line)}" for line in lines)
    return Content.assemble(label, told or ("  –", "$foreground 60%"))


def inherited(code: CodeInfo) -> str:
    """Whose colour a code has that has none of its own, in words."""
    return _("by its place") if code.parent is None else _("that of the code above")


def _row(code: CodeInfo, name: str, mark: str) -> Content:
    text = text_of(code.fields, name)
    if name in LIST_FIELDS and name != "rules":
        text = ", ".join(getattr(code.fields, name))
    label = Content.styled(labels()[name], "bold" if text else "$foreground 60%")
    if name == "colour":
        told = text or inherited(code)
        return Content.assemble(label, "  ", ("▌▌▌ ", code.colour), (shown(told), "" if text else "$foreground 60%"))
    if name == "mark" and not text:
        return Content.assemble(label, "  ", (f"{shown_line(mark)} {_('by its name')}", "$foreground 60%"))
    if not text:
        return Content.assemble(label, ("  –", "$foreground 60%"))
    if name == "mark":
        return Content.assemble(label, "  ", shown_line(text))
    return Content.assemble(label, "\n", shown(text), "\n")
