"""The XML of REFI-QDA files, read element by element: no DOCTYPE, no entities, no network, flat memory."""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import IO, Any

from codebench.exchange.refi.package import damaged, dangerous
from codebench.i18n import _

Element = Any
"""An lxml element; lxml has no types of its own."""

ROOT = "/"
_PROLOG = 1 << 16
_PASSED = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
_GUID = re.compile(r"[0-9a-f]{32}")
_RGB = re.compile(r"#([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\Z")
_RGBA = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\b")


def parts(name: str, opened: Callable[[], IO[bytes]], root_names: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """The children of a document's containers, each with the container's name; it is emptied after each step.

    A `CodeBook` or `Codes` comes whole; what lies right under the root (a description) comes with the name "". The
    first thing that comes is the root with its attributes, under the name ROOT.

    Raises:
        InputError: it isn't well-formed, has another root or a DOCTYPE.
    """
    from lxml import etree

    with opened() as head:
        _check_prolog(name, head)
    depth = 0
    container = ""
    stream = opened()
    try:
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
        )
        for event, element in events:
            if event == "start":
                depth += 1
                if depth == 1:
                    if local(element) not in root_names or element.getroottree().docinfo.internalDTD is not None:
                        raise damaged(name)
                    yield ROOT, element
                elif depth == 2:
                    container = local(element)
                continue
            depth -= 1
            is_whole = depth == 1 and container in ("CodeBook", "Codes")
            if is_whole or (depth == 2 and container not in ("CodeBook", "Codes", "Description")):
                yield container, element
            elif depth == 1 and container in ("Description", "NoteRef"):
                yield "", element
            if depth == 1 or (depth == 2 and container not in ("CodeBook", "Codes")):
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.LxmlError, ValueError, EOFError, RecursionError) as error:
        raise damaged(name) from error
    finally:
        stream.close()


def _check_prolog(name: str, stream: IO[bytes]) -> None:
    """Refuse what declares a document type, before a parser sees it: its entities could multiply, or name files.

    Raises:
        InputError: there is a DOCTYPE, or no root element.
    """
    head = stream.read(_PROLOG)
    encoding = _ENCODING.search(head[:200].replace(b"\0", b""))
    if encoding is not None and encoding[1].decode("ascii").casefold() not in _ENCODINGS:
        raise damaged(name)
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        bare = head[2:].replace(b"\0", b"")
    at = 0
    while found := _PASSED.match(bare, at):
        at = found.end()
    if bare[at : at + 2] == b"<!":
        raise dangerous(name, _("it declares a document type (DOCTYPE), which no such file has"))
    if not re.match(rb"<[A-Za-z_]", bare[at : at + 2]):
        raise damaged(name)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return _bare(element.tag)


@lru_cache(maxsize=1000)
def _bare(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of this name, whatever their namespace."""
    return (child for child in element if local(child) == name)


def text_of(element: Element, name: str) -> str:
    """The text of the first child of this name, "" where there is none."""
    child = next(children(element, name), None)
    return "" if child is None else str(child.text or "")


def guid(raw: str | None) -> str:
    """A GUID as 32 small hexadecimal digits, whatever it was written like; "" where there is none.

    What is no GUID gets one of its own, always the same.
    """
    if not raw:
        return ""
    # What most tools write, and hundreds of thousands of times in a large file.
    bare = raw.replace("-", "")
    if _GUID.fullmatch(bare):
        return bare
    bare = raw.strip().strip("{}").replace("-", "").casefold()
    if not bare:
        return ""
    return bare if _GUID.fullmatch(bare) else hashlib.sha256(raw.strip().encode()).hexdigest()[:32]


def colour(raw: str | None) -> str:
    """A colour as "#rrggbb", "" where it is none; transparency is left out."""
    text = (raw or "").strip()
    if found := _RGB.match(text):
        digits = found[1]
        if len(digits) in (3, 4):
            digits = "".join(2 * digit for digit in digits[:3])
        return f"#{digits[:6].casefold()}"
    if found := _RGBA.match(text):
        return "#" + "".join(f"{min(int(each), 255):02x}" for each in found.groups())
    return ""
