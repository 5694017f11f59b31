"""The ZIP file that a .docx or .odt is: read by name only, with caps on what it may unpack to, no DOCTYPE.

A file of 189 KB can unpack to 200 MB; a part with a DOCTYPE can name files of this machine.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Any

from codebench.ingest.formats.file import damaged, locked, too_large

MAX_ENTRIES = 5_000
MAX_PART = 64_000_000
"""The most bytes of one part, unpacked: some ten times the longest transcripts."""

MAX_RATIO = 200
_ALWAYS_ALLOWED = 4_000_000
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)

Element = Any
"""An lxml element; lxml has no types of its own."""


class Archive:
    """The parts of a ZIP file, by name."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open the archive of the file `name`.

        Raises:
            InputError: it is no ZIP file, damaged, or has too many entries.
        """
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise damaged(name) from error
        if len(self._zip.namelist()) > MAX_ENTRIES:
            raise too_large(name)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is no such part.

        Raises:
            InputError: it is damaged, encrypted, or unpacks to too much.
        """
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & _ENCRYPTED:
            raise locked(self._name)
        room = min(MAX_PART, max(_ALWAYS_ALLOWED, MAX_RATIO * entry.compress_size))
        try:
            # What the header says of the size is not believed.
            with self._zip.open(entry) as file:
                content = file.read(room + 1)
        except _BROKEN as error:
            raise damaged(self._name) from error
        if len(content) > room:
            raise too_large(self._name)
        return content

    def xml(self, name: str) -> Element | None:
        """The root element of a part, None where there is no such part.

        Raises:
            InputError: as for `part`, or it isn't well-formed or has a DOCTYPE.
        """
        content = self.part(name)
        return None if content is None else parse(self._name, content)


def parse(name: str, content: bytes) -> Element:
    """The root element of an XML text of the file `name`; nothing outside it is ever fetched.

    Raises:
        InputError: it isn't well-formed, or has a DOCTYPE.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(name)
    return root


def local(element: Element) -> str:
    """An element's name without its namespace; "" for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The attribute of this name in whatever namespace, or None."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
