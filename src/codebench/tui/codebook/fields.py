"""The fields of one code in a list, each with what it says; Enter on one edits it."""

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodeFields
from codebench.domain.text import shown
from codebench.i18n import _

FIELDS: tuple[str, ...] = (*TEXT_FIELDS, *LIST_FIELDS, "colour")


def labels() -> dict[str, str]:
    """What each field is called on the screen."""
    return {
        "name": _("Name"),
        "parent": _("Under"),
        "definition": _("Definition"),
        "include_when": _("Use when"),
        "exclude_when": _("Not when"),
        "example": _("Example"),
        "counter_example": _("Counter-example"),
        "keywords": _("Keywords"),
        "aliases": _("Also called"),
        "rules": _("Rules"),
        "colour": _("Colour"),
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

    @property
    def field(self) -> str:
        """The field under the highlight."""
        return FIELDS[self.highlighted or 0]

    def show(self, fields: CodeFields | None, tint: str = "") -> None:
        """Show the fields of a code, the highlight where it was; `tint` is the colour in use."""
        here = self.highlighted
        self.clear_options()
        if fields is not None:
            self.add_options(Option(_row(fields, name, tint), id=name) for name in FIELDS)
            self.highlighted = min(here or 0, len(FIELDS) - 1)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(event.option_id or FIELDS[0]))


def _row(fields: CodeFields, name: str, tint: str) -> Content:
    text = text_of(fields, name)
    if name in LIST_FIELDS and name != "rules":
        text = ", ".join(getattr(fields, name))
    label = Content.styled(labels()[name], "bold" if text else "$foreground 60%")
    if name == "colour":
        told = text or _("that of the code above")
        return Content.assemble(label, "  ", ("▌▌▌ ", tint), (shown(told), "" if text else "$foreground 60%"))
    if not text:
        return Content.assemble(label, ("  –", "$foreground 60%"))
    return Content.assemble(label, "\n", shown(text), "\n")
