"""Hands on the keyboard and eyes on the screen: what tests of whole screens do, in their words."""

from time import monotonic

from tests.tui.bench import Bench

from codebench.project.models import CodingInfo
from codebench.tui.screens.coding import CodingScreen

NAMES = {
    " ": "space",
    ">": "greater_than_sign",
    "*": "asterisk",
    "/": "slash",
    ".": "full_stop",
    "-": "minus",
    "_": "underscore",
}
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Hands(Bench):
    """What a coder types and sees."""

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*(NAMES.get(char, char) for char in text))

    async def enter(self, text: str) -> None:
        """Type a text and press Enter."""
        await self.type(text)
        await self.press("enter")

    async def code(self, typed: str) -> None:
        """Pick a code by these letters."""
        await self.press("c")
        await self.enter(typed)

    @property
    def coding(self) -> CodingScreen:
        assert isinstance(self.app.screen, CodingScreen), self.app.screen
        return self.app.screen

    @property
    def codings(self) -> list[tuple[str, str]]:
        """In the database: the name of each code and the text it lies on, in the order of place."""
        return [(self.code_name(coding), self.quote(coding)) for coding in self.all_codings()]

    def all_codings(self) -> list[CodingInfo]:
        documents = self.app.project.documents
        return [coding for info in documents.all() for coding in documents.codings(info.id)]

    def code_name(self, coding: CodingInfo) -> str:
        return self.app.project.codebook.tree().path(coding.code_id).split(" > ")[-1]

    def quote(self, coding: CodingInfo) -> str:
        return self.app.project.documents.text(coding.document_id)[coding.start : coding.end]

    def sees(self, text: str) -> bool:
        return any(text in row for row in self.lines)

    async def comes_to_see(self, text: str) -> bool:
        """Whether it is seen as soon as what was begun is done, however slow the machine."""
        deadline = monotonic() + 20
        while not self.sees(text) and monotonic() < deadline:
            await self.pilot.pause(0.02)
        return self.sees(text)

    def assert_harmless(self) -> None:
        """No character on the screen steers a terminal."""
        steering = [char for row in self.lines for char in row if ord(char) < 32 or 127 <= ord(char) < 160]
        bidi = [char for row in self.lines for char in row if char in BIDI]
        assert not steering and not bidi, (steering, bidi)
