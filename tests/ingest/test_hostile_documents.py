"""Files that are not what they should be: one sentence each, no traceback, the project untouched.

CI tries some of the generated ones; `CODEBENCH_FUZZ=5000 pytest tests/ingest/test_hostile_documents.py` tries more.
"""

import os
import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from codebench.domain.errors import InputError
from codebench.ingest import read
from codebench.project.project import Project
from tests.ingest import making
from tests.ingest.conftest import Write
from tests.ingest.helpers import check

N_CASES = int(os.environ.get("CODEBENCH_FUZZ", "160"))
TALK = [("Moderator", "Wie begint er?"), ("Els", "Ik zal beginnen, één keer."), ("Jan", "Ja – oké."), ("Els", "Zo.")]
TURNS = [f"{who}: {what}" for who, what in TALK]
CUES = [f"{i}\n00:00:0{i}.000 --> 00:00:0{i}.900\n{turn}\n" for i, turn in enumerate(TURNS)]

GOOD: dict[str, bytes] = {
    ".docx": making.docx(
        "".join(making.p(making.b(f"{who}:"), f" {what}") for who, what in TALK)
        + making.table(*TALK)
        + making.p(
            '<w:ins w:id="1"><w:r><w:t>erbij</w:t></w:r></w:ins>',
            "<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>",
        ),
        styles='<w:style w:styleId="K"><w:name w:val="heading 1"/></w:style>',
    ),
    ".odt": making.odt(
        "".join(f"<text:p>{turn}</text:p>" for turn in TURNS)
        + "<table:table><table:table-row><table:table-cell><text:p>x<text:s text:c='3'/></text:p></table:table-cell>"
        "</table:table-row></table:table>"
    ),
    ".rtf": making.rtf("".join(f"\\b {who}:\\b0  {what}\\par " for who, what in TALK) + "\\trowd a\\cell b\\cell\\row"),
    ".pdf": making.pdf([[(50, 50 + 12 * i, turn) for i, turn in enumerate(turns)] for turns in (TURNS, TURNS[::-1])]),
    ".srt": "\n".join(CUES).replace(".000", ",000").encode(),
    ".vtt": ("WEBVTT\n\n" + "\n".join(CUES)).encode(),
    ".txt": "\n".join(TURNS).encode("cp1252"),
    ".md": "\n\n".join(["# Groep", *TURNS]).encode("utf-16"),
}


def tried(path: Path) -> str | None:
    """What is said of a file, None where it is read; anything but one sentence fails."""
    try:
        draft = read(path)
    except InputError as error:
        sentence = str(error)
        assert "\n" not in sentence and sentence.endswith((".", "?")) and f"'{path.name}'" in sentence, sentence
        return sentence
    check(draft)
    return None


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with something wrong: cut off, overwritten, doubled, missing, or wrong inside a part of the ZIP."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        return rezipped(data, chance)
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        place = chance.randrange(len(damaged) + 1)
        size = chance.choice((1, 2, 7, 50, len(damaged) // 3))
        match chance.randrange(6):
            case 0:
                del damaged[place:]
            case 1:
                damaged[place : place + size] = chance.randbytes(size)
            case 2:
                del damaged[place : place + size]
            case 3:
                damaged[place:place] = damaged[place : place + size] * chance.choice((1, 3))
            case 4:
                damaged[place : place + 1] = chance.choice((b"\0", b"\xff", b"<", b"{", b"\\", b"9999999999", b"\x02-"))
            case _:
                damaged[place : place + size] = bytes(size)
    return bytes(damaged)


def rezipped(data: bytes, chance: random.Random) -> bytes:
    """The ZIP file with one of its parts mutated, so that its checksums hold."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(parts))
    part = parts[name]
    assert isinstance(part, bytes)
    if chance.random() < 0.2:
        del parts[name]
    elif chance.random() < 0.5:
        parts[name] = mutated(part, chance)
    else:
        # Whole elements moved about keep the XML well-formed more often.
        pieces = part.decode("utf-8", "replace").split("><")
        chance.shuffle(pieces)
        parts[name] = "><".join(pieces)
    return making.zipped(parts)


@pytest.mark.parametrize("suffix", GOOD)
def test_a_damaged_file_of_every_kind_is_read_or_refused_in_one_sentence(
    write: Write, tmp_path: Path, suffix: str
) -> None:
    good = write(f"goed{suffix}", GOOD[suffix])
    assert tried(good) is None
    chance = random.Random(suffix)
    with Project.create(tmp_path / "studie.codebench", "Lena") as project:
        project.imports.take([read(good)])
        before = project.path.read_bytes()
        for _ in range(N_CASES // len(GOOD)):
            tried(write(f"fout{suffix}", mutated(GOOD[suffix], chance)))
        assert project.path.read_bytes() == before


@pytest.mark.parametrize("suffix", GOOD)
def test_a_file_of_one_kind_under_the_suffix_of_another(write: Write, suffix: str) -> None:
    for other in GOOD:
        is_text = suffix in (".txt", ".md", ".srt", ".vtt")
        said = tried(write(f"a{other}", GOOD[suffix]))
        if other == suffix or (is_text and other in (".txt", ".md")) or {suffix, other} == {".srt", ".vtt"}:
            assert said is None or suffix == ".vtt"
        else:
            assert said is not None, (suffix, other)
            assert is_text or f"({suffix})" in said or "a PDF" in said


@pytest.mark.parametrize("suffix", GOOD)
def test_empty_and_cut_off_files(write: Write, suffix: str) -> None:
    assert "is empty" in str(tried(write(f"a{suffix}", b"")))
    for size in range(1, len(GOOD[suffix]), max(1, len(GOOD[suffix]) // 12)):
        tried(write(f"a{suffix}", GOOD[suffix][:size]))


def flagged(data: bytes) -> bytes:
    """A ZIP file whose entries say that they are encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\n"
    b"endobj\n3 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -4 /O ("
    + b"o" * 32
    + b") /U ("
    + b"u" * 32
    + b") >>\nendobj\n"
    b"trailer\n<< /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [(aaaaaaaaaaaaaaaa) (aaaaaaaaaaaaaaaa)] >>\n%%EOF\n"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "EncryptedPackage".encode("utf-16-le")),
        ("a.docx", flagged(GOOD[".docx"])),
        ("a.odt", making.odt("<text:p>x</text:p>", manifest="<encryption-data/>")),
        ("a.pdf", LOCKED_PDF),
    ],
)
def test_a_locked_file_is_said_to_be_locked(write: Write, name: str, data: bytes) -> None:
    assert "locked with a password" in str(tried(write(name, data)))


def test_what_names_files_of_this_machine_is_refused(write: Write) -> None:
    secret = write("geheim.txt", "het geheim")
    for define in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', '<!ENTITY x "&y;&y;"><!ENTITY y "ha">'):
        body = "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"
        document = f"<!DOCTYPE d [{define}]><w:document {making.W}>{body}</w:document>"
        parts = {"_rels/.rels": making.RELATIONS, "word/document.xml": document}
        assert "damaged" in str(tried(write("a.docx", making.zipped(parts))))
        content = f"<!DOCTYPE d [{define}]><d>&x;</d>"
        assert "damaged" in str(
            tried(
                write(
                    "a.odt",
                    making.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}),
                )
            )
        )


def test_bombs_are_left_alone(write: Write) -> None:
    def bomb(part: str) -> dict[str, str | bytes]:
        return {"_rels/.rels": making.RELATIONS, part: b" " * 15_000_000}

    assert "unpacks to far more" in str(tried(write("a.docx", making.zipped(bomb("word/document.xml")))))
    assert "unpacks to far more" in str(
        tried(
            write("a.odt", making.zipped({"mimetype": "application/vnd.oasis.opendocument.text"} | bomb("content.xml")))
        )
    )
    crowd: dict[str, str | bytes] = {f"word/{i}": "" for i in range(5_001)}
    assert "unpacks to far more" in str(tried(write("a.docx", making.zipped(crowd))))
    deep = "<w:sdt>" * 240 + making.p("diep") + "</w:sdt>" * 240
    tried(write("a.docx", making.docx(deep)))
    assert "damaged" in str(tried(write("a.rtf", b"{\\rtf1 " + b"{" * 100_000)))
    tried(write("a.rtf", making.rtf("\\uc9 " + "\\u-10187?" * 5000)))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", making.docx(""), "holds no text"),
        ("a.docx", making.zipped({"x.txt": "x"}), "is a ZIP archive inside"),
        ("a.docx", making.zipped({"xl/workbook.xml": "<x/>"}), "is a spreadsheet (.xlsx) inside"),
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "is an old Word document (.doc) inside"),
        ("a.docx", b"<html><body>Jan: ja</body></html>", "is a web page inside"),
        ("a.docx", b"Jan: ja", "is called .docx but is no such file"),
        ("a.odt", making.odt("<text:p> </text:p>"), "holds no text"),
        ("a.rtf", making.rtf("\\par\\par"), "holds no text"),
        ("a.pdf", making.pdf([[], []]), "it is a scan"),
        ("a.txt", making.rtf("Jan: ja"), "is an RTF text (.rtf) inside. Give it the suffix .rtf"),
        ("a.srt", b"Jan: ja", "holds no times"),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "holds no text"),
    ],
)
def test_what_is_wrong_is_said(write: Write, name: str, data: bytes, sentence: str) -> None:
    assert sentence in str(tried(write(name, data)))


def test_a_project_is_untouched_by_what_cant_be_read(write: Write, tmp_path: Path) -> None:
    place = tmp_path / "studie.codebench"
    with Project.create(place, "Lena") as project:
        before = place.read_bytes()
        for suffix, data in GOOD.items():
            path = write(f"half{suffix}", data[: len(data) // 2] + b"\0\0\0")
            if tried(path) is None:
                continue
            with pytest.raises(InputError):
                project.imports.take([read(path)])
        assert place.read_bytes() == before
