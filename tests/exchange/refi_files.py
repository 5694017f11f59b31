"""Files of REFI-QDA as tools write them, built for tests: `Tool` says how each differs."""

import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

TEXT = "Het was druk 😀 op school, zei Jan.\nMieke vond het een zware week.\nEr was geen tijd voor de kinderen.\n"


def guid(n: int) -> str:
    return str(uuid.UUID(int=n + 1))


@dataclass
class Tool:
    """How a tool writes: see docs/exchange.md."""

    name: str = "MAXQDA 2022"
    index: str = "project.qde"
    folder: str = "sources"
    namespace: str = "urn:QDA-XML:project:1.0"
    utf16: bool = False
    crlf: bool = False
    crlf_is_two: bool = False
    bom: bool = False
    braces: bool = False
    dates: bool = True
    words: bool = False
    colour: str = "#0072b2"

    def position(self, text: str, at: int) -> int:
        extra = text.count("\n", 0, at) if self.crlf_is_two else 0
        return at + extra + (sum(c > "\uffff" for c in text[:at]) if self.utf16 else 0)

    def guid(self, n: int) -> str:
        return f"{{{guid(n).upper()}}}" if self.braces else guid(n)

    def content(self, text: str) -> bytes:
        written = text.replace("\n", "\r\n") if self.crlf else text
        return (b"\xef\xbb\xbf" if self.bom else b"") + written.encode()

    def selection(self, n: int, text: str, quote: str, *codes: int, coder: int = 1, body: str = "") -> str:
        start = text.index(quote)
        when = ' creationDateTime="2024-02-03T10:11:12Z"' if self.dates else ""
        name = f" name={quoteattr(quote)}" if self.words else ""
        codings = "".join(
            f'<Coding guid="{self.guid(1000 * n + i)}" creatingUser="{self.guid(coder)}"{when}>'
            f'<CodeRef targetGUID="{self.guid(code)}"/></Coding>'
            for i, code in enumerate(codes)
        )
        return (
            f'<PlainTextSelection guid="{self.guid(n)}"{name} startPosition="{self.position(text, start)}"'
            f' endPosition="{self.position(text, start + len(quote))}"{when}>{body}{codings}</PlainTextSelection>'
        )

    def source(self, n: int, name: str, inside: str) -> str:
        path = f"internal://{guid(n)}.txt"
        return f'<TextSource guid="{self.guid(n)}" name={quoteattr(name)} plainTextPath="{path}">{inside}</TextSource>'

    def code(self, n: int, name: str, *below: str, codable: bool = True, description: str = "") -> str:
        told = f"<Description>{escape(description)}</Description>" if description else ""
        is_codable = str(codable).lower()
        return (
            f'<Code guid="{self.guid(n)}" name={quoteattr(name)} isCodable="{is_codable}" color="{self.colour}">'
            f"{told}{''.join(below)}</Code>"
        )


@dataclass
class Package:
    """A .qdpx in the making: its parts as XML, and the texts of its sources by number."""

    tool: Tool
    codes: Sequence[str]
    sources: Sequence[str]
    texts: dict[int, str] = field(default_factory=dict)
    users: Sequence[tuple[int, str]] = ((1, "An"), (2, "Bo"))
    variables: str = ""
    cases: str = ""
    tail: str = ""

    def index(self) -> str:
        users = "".join(f'<User guid="{self.tool.guid(n)}" name="{name}"/>' for n, name in self.users)
        return (
            f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{self.tool.namespace}" name="Studie"'
            f' origin="{self.tool.name}"><Users>{users}</Users>'
            f"<CodeBook><Codes>{''.join(self.codes)}</Codes></CodeBook>"
            f"{self.variables}{self.cases}<Sources>{''.join(self.sources)}</Sources>{self.tail}</Project>"
        )

    def write(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(self.tool.index, self.index())
            for n, text in self.texts.items():
                archive.writestr(f"{self.tool.folder}/{guid(n)}.txt", self.tool.content(text))
        return path


def simple(tool: Tool, text: str = TEXT) -> Package:
    """One source, two codes, three codings of two coders."""
    marks = (
        tool.selection(100, text, "druk 😀 op school", 11),
        tool.selection(101, text, "een zware week", 11, 12, coder=2),
        tool.selection(102, text, "geen tijd voor de kinderen", 12),
        tool.selection(103, text, "Mieke vond", 12),
        tool.selection(104, text, "zei Jan", 11),
        tool.selection(105, text, "de kinderen", 11),
        tool.selection(106, text, "Het was", 12),
    )
    codes = (
        tool.code(10, "werk", tool.code(11, "druk", description="Te veel."), tool.code(12, "tijd"), codable=False),
    )
    return Package(tool, codes, (tool.source(40, "gesprek", "".join(marks)),), {40: text})


def undecided() -> Package:
    """One passage, "5" in UTF-16 units, that could as well be the blank behind it in characters."""
    tool, text = Tool("Onbekend", utf16=True), "Ze was blij 😀 en zei 5 van de 10.\n"
    source = tool.source(40, "gesprek", tool.selection(100, text, "5", 11))
    return Package(tool, (tool.code(11, "cijfer"),), (source,), {40: text})
