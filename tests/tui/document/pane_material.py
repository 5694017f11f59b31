"""Documents and an app for the tests of the document pane."""

from textual.app import App, ComposeResult

from codebench.tui.document.model import PaneCoding, PaneDocument, PaneSection, PaneUnit
from codebench.tui.document.pane import DocumentPane

TURNS = (
    ("Moderator", "Hoe gaat het met de tijd?"),
    ("Ilse", "We hebben te weinig tijd voor overleg. Echt te weinig, dhr. Peeters! Dat weegt."),
    ("Bart", "Ja. En ’t mandaat is ook niet duidelijk [lacht]."),
    ("Ilse", "De directie zegt “doe maar”, maar de leerkracht weet van niks."),
)


def transcript(turns=TURNS, codings=(), sections=(), reviewed=()) -> PaneDocument:
    text = ""
    units = []
    for i, (speaker, said) in enumerate(turns, 1):
        start = len(text)
        text += f"{speaker}: {said}"
        body = start + len(speaker) + 2
        units.append(PaneUnit(i, start, body, len(text), speaker, speaker == "Moderator", i in reviewed))
        text += "\n"
    return PaneDocument(text, tuple(units), tuple(sections), tuple(codings))


def coding(id: int, start: int, end: int, mark: str = "TI", colour: str = "#0072b2", own: bool = True) -> PaneCoding:
    return PaneCoding(id, start, end, id, f"code {id}", mark, colour, own)


def section(title: str, start: int, end: int) -> PaneSection:
    return PaneSection(title, start, end)


class PaneApp(App[None]):
    """A pane that fills the screen; `heard` holds what it said."""

    def __init__(self, document: PaneDocument, theme: str = "textual-dark") -> None:
        super().__init__()
        self.document = document
        self.first_theme = theme
        self.heard: list[tuple[object, ...]] = []
        self.escaped = 0

    BINDINGS = [("escape", "escaped", "")]

    def compose(self) -> ComposeResult:
        yield DocumentPane(id="pane")

    def on_mount(self) -> None:
        self.theme = self.first_theme
        self.prepare()
        self.pane.focus()

    def prepare(self) -> None:
        self.pane.show(self.document)

    @property
    def pane(self) -> DocumentPane:
        return self.query_one(DocumentPane)

    def action_escaped(self) -> None:
        self.escaped += 1

    def on_document_pane_moved(self, message: DocumentPane.Moved) -> None:
        self.heard.append((message.offset, message.unit_id, message.start, message.end))


def rows(pane: DocumentPane) -> list[str]:
    """The screen's rows as plain text."""
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def styles(pane: DocumentPane, y: int) -> list[tuple[str, object]]:
    """The pieces of a row with their styles."""
    return [(segment.text, segment.style) for segment in pane.render_line(y)]


def style_of(pane: DocumentPane, offset: int):
    """The style that the character at the offset is drawn in (plain rows only)."""
    row, x = pane.sheet.layout.position(offset)
    x += pane.sheet.frame.text_x
    for segment in pane.render_line(row - pane.scroll_offset.y):
        if x < segment.cell_length:
            return segment.style
        x -= segment.cell_length
    raise AssertionError("the row ends before the offset")
