"""The codebook of REFI-QDA: the codes of a project, or a .qdc file by itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from codebench.domain.codebook import CodebookDraft
from codebench.domain.errors import InputError
from codebench.domain.project_draft import CodeRecord
from codebench.domain.text import shown_line
from codebench.exchange.code_records import codebook_of
from codebench.exchange.files import read_bytes
from codebench.exchange.offsets import of_origin
from codebench.exchange.refi.code_words import fields_in, is_archived
from codebench.exchange.refi.xml import ROOT, Element, children, colour, guid, local, parts, text_of
from codebench.i18n import _

MAX_BYTES = 50_000_000


def read_qdc(path: Path) -> CodebookDraft:
    """The codebook in a .qdc file. Empty sets, missing dates and old namespaces do no harm.

    Raises:
        InputError: it is no codebook, or holds none.
    """
    read_bytes(path, MAX_BYTES)
    name = shown_line(path.name)
    codes: list[CodeRecord] = []
    is_ours = False
    for container, element in parts(name, lambda: path.open("rb"), ("CodeBook", "Project")):
        if container == ROOT:
            is_ours = of_origin(element.get("origin") or "") is not None
        elif container in ("Codes", "CodeBook"):
            codes += code_records(element, is_ours=is_ours)
    if not codes:
        raise InputError(_("{name} holds no codes; is it the right file?").format(name=name))
    if is_ours:
        told = {code.guid: fields_in(code.description, code.colour) for code in codes}
        codes = [
            replace(code, description=told[code.guid].definition, is_archived=is_archived(code.description))
            for code in codes
        ]
        return codebook_of(path.stem, codes, told)
    return codebook_of(path.stem, codes)


def code_records(element: Element, *, is_ours: bool = False) -> Iterator[CodeRecord]:
    """The codes below an element, parents first; what we wrote ourselves is left as it is, blanks at its end too."""
    todo: list[tuple[Element, str | None]] = [(element, None)]
    while todo:
        found, parent = todo.pop()
        above = parent
        if local(found) == "Code":
            above = guid(found.get("guid") or found.get("name"))
            description = text_of(found, "Description")
            yield CodeRecord(
                guid=above,
                name=found.get("name") or "",
                parent=parent,
                description=description if is_ours else description.strip(),
                colour=colour(found.get("color")),
                is_codable=(found.get("isCodable") or "true").strip().casefold() not in ("false", "0"),
            )
        below = [child for child in found if local(child) in ("Code", "Codes")]
        todo += [(child, above) for child in reversed(below)]


def note_refs(element: Element) -> list[str]:
    """The GUIDs of the notes that an element refers to."""
    return [guid(child.get("targetGUID")) for child in children(element, "NoteRef")]
