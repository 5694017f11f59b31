"""Documents made by hand, so that a test says what is in them and needs no program to write them."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A .docx with this inside its body; `styles`, `footnotes` are further parts."""
    document = (
        f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": RELATIONS,
            "word/document.xml": document,
            **{f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>" for name, content in parts.items()},
        }
    )


def p(*runs: str, style: str = "") -> str:
    """A paragraph of a .docx from runs; text that is no element is put in one."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def b(text: str) -> str:
    return r(text, "<w:b/>")


def table(*rows: Sequence[str]) -> str:
    """A table of a .docx; a cell that is no element is a paragraph."""
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def rtf(body: str) -> bytes:
    """An .rtf with this inside; letters outside ASCII are written as Word does."""
    units = body.encode("utf-16-le")
    codes = (int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2))
    written = "".join(chr(code) if code < 128 else f"\\u{code - 0x10000 if code > 0x7FFF else code}?" for code in codes)
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\\uc1 " + written + "}").encode("ascii")


Placed = tuple[float, float, str]
"""A line on a page: from the left, from the top, its text."""


def pdf(pages: Iterable[Iterable[Placed]], size: float = 10, bold: Sequence[str] = ()) -> bytes:
    """A .pdf in Courier (a letter is 0.6 of its size wide); what begins with one of `bold` begins in bold."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    for face in ("Courier", "Courier-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        content = "".join(_shown(*placed, size, bold) for placed in page)
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return data + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("ascii")


def _shown(left: float, top: float, text: str, size: float, bold: Sequence[str]) -> str:
    lead = next((one for one in bold if text.startswith(one)), "")
    parts = [("F2", lead)] * bool(lead) + [("F1", text[len(lead) :])]
    shown = "".join(f"/{face} {size} Tf ({_escaped(part)}) Tj " for face, part in parts if part)
    return f"BT {left} {842 - top} Td {shown}ET\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
