"""What a file is by its first bytes, whatever its suffix says."""

import zipfile
from io import BytesIO

from codebench.i18n import _
from codebench.ingest.formats.file import DocumentFile, locked

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024


def kind_of(file: DocumentFile) -> str | None:
    """The suffix of the format that the first bytes are of; None for plain text and what isn't known.

    Raises:
        InputError: the file is a Word document locked with a password.
    """
    head = file.data[:_HEAD]
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_OLE):
        if _ENCRYPTED in file.data:
            raise locked(file.name)
        return ".doc"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(file)
    if bare.startswith(b"{\\rtf"):
        return ".rtf"
    if bare.startswith(b"%PDF-"):
        return ".pdf"
    if bare.startswith(b"WEBVTT"):
        return ".vtt"
    if bare[:20].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    return None


def _zipped(file: DocumentFile) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            names = archive.namelist()
            told = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:
        return file.suffix if file.suffix in (".docx", ".odt") else None
    if told.startswith(b"application/vnd.oasis.opendocument.text"):
        return ".odt"
    for folder, kind in (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx")):
        if any(name.startswith(folder) for name in names):
            return kind
    if told.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return ".ods"
    return ".docx" if "[Content_Types].xml" in names and file.suffix == ".docx" else ".zip"


def named(kind: str) -> str:
    """A format in words, for inside a sentence."""
    return {
        ".doc": _("an old Word document (.doc)"),
        ".docx": _("a Word document (.docx)"),
        ".odt": _("an OpenDocument text (.odt)"),
        ".ods": _("an OpenDocument spreadsheet (.ods)"),
        ".rtf": _("an RTF text (.rtf)"),
        ".pdf": _("a PDF"),
        ".vtt": _("a WebVTT subtitle file (.vtt)"),
        ".html": _("a web page"),
        ".xlsx": _("a spreadsheet (.xlsx)"),
        ".pptx": _("a presentation (.pptx)"),
        ".zip": _("a ZIP archive"),
    }[kind]
