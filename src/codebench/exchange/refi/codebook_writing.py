"""A codebook written as .qdc, valid by the schema, with the GUIDs of the project."""

import io
from collections.abc import Sequence

from codebench.domain.errors import InputError
from codebench.domain.project_draft import CodeRecord
from codebench.exchange.refi.code_words import code_attributes, code_description
from codebench.exchange.refi.elements import Xml, legal
from codebench.i18n import _

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def qdc(codes: Sequence[CodeRecord]) -> bytes:
    """The .qdc file of codes; typed fields stand in the description, each under its label.

    Raises:
        InputError: there are none; the schema knows no empty codebook.
    """
    from lxml import etree

    if not codes:
        raise InputError(_("There are no codes to write; a .qdc file has to hold one at least."))
    below: dict[str | None, list[CodeRecord]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        xml = Xml(file, NAMESPACE)

        def write(some: Sequence[CodeRecord]) -> None:
            for code in some:
                with xml.element("Code", code_attributes(code, legal)):
                    xml.words("Description", legal(code_description(code)))
                    write(below.get(code.guid, ()))

        root = {"origin": "codebench"}
        with file.element(f"{{{NAMESPACE}}}CodeBook", root, nsmap={None: NAMESPACE}), xml.element("Codes", {}):
            write(below[None])
    return out.getvalue()
