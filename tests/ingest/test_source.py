import hashlib
import os

import pytest

from codebench.domain.errors import InputError
from codebench.ingest import ReadOptions, read
from codebench.ingest.source import inspect
from tests.ingest.conftest import Write
from tests.ingest.helpers import answers, documents


def test_the_checksum_is_of_the_bytes(write: Write) -> None:
    content = "\ufeffEén regel\r\nen nog een\r\n".encode()
    assert read(write("a.txt", content)).checksum == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_text(write: Write, encoding: str) -> None:
    text = "Interviewer: Was het café geëvalueerd?\r\nReinhilde: “Ja” – één keer.\rInterviewer: Oké.\nReinhilde: Ja."
    draft = read(write("a.txt", text, encoding))
    assert documents(draft)[0].text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert [doubt.what for doubt in draft.doubts if "Windows-1252" in doubt.what] == (
        ["The file is not UTF-8 and was read as Windows-1252. Check the accents, for instance 'café' on line 1."]
        if encoding == "cp1252"
        else []
    )


def test_utf16_with_tabs_is_a_survey(write: Write) -> None:
    draft = read(write("a.tsv", 'id\tWat helpt?\r\n1\t"Tijd,\r\n""echt"""\r\n2\tçà et là\r\n', "utf-16"))
    assert [answer.text for answer in answers(draft, "Wat helpt?").values()] == ['Tijd,\n"echt"', "çà et là"]


def test_what_is_not_unicode_is_read_as_the_researcher_says(write: Write) -> None:
    text = "Els: één café – “ja”"
    for encoding in ("mac_roman", "cp850"):
        written = text.encode(encoding, "replace")
        draft = read(write("a.txt", written), options=ReadOptions(encoding=encoding))
        assert documents(draft)[0].text == written.decode(encoding)
        assert not any("Windows" in doubt.what for doubt in draft.doubts)
    for unicode in ("utf-8", "utf-16"):
        draft = read(write("a.txt", text, unicode), options=ReadOptions(encoding="mac_roman"))
        assert documents(draft)[0].text == text
    for wrong in ("klingon", "base64", "utf-16"):
        with pytest.raises(InputError, match=f"There is no text encoding '{wrong}'"):
            read(write("a.txt", text, "cp1252"), options=ReadOptions(encoding=wrong))


def test_damaged_utf8_is_not_taken_for_windows(write: Write) -> None:
    content = "Ingrid: één\nJan: geëvalueerd\nIngrid: coördinatie".encode()
    with pytest.raises(InputError, match=r"'a\.txt' is UTF-8, but damaged from line 2 on"):
        read(write("a.txt", content.replace("ge\xeb".encode(), b"ge\xc3")))
    with pytest.raises(InputError, match="damaged"):
        read(write("a.txt", content[:-8] + "ö".encode()[:1]))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\t\n", "is empty"),
        (b"PK\x03\x04\x00\x00 docx", "no plain text"),
        (bytes(range(1, 32)) * 10, "no plain text"),
        ("".join(map(chr, range(1, 32))).encode("utf-16") * 10, "no plain text"),
        (b"caf\x81 \xe9\xe9n", "encoding that is not known"),
        ("abc".encode("utf-16") + b"d", "encoding that is not known"),
        (b"\xef\xbb\xbfabc\xff", "encoding that is not known"),
        (b"# Kop\n\n## En nog een\n", "headings but no text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(write: Write, content: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as caught:
        read(write("a.txt", content))
    assert "'a.txt'" in str(caught.value)


def test_a_place_without_a_file(write: Write) -> None:
    folder = write("b.txt", "x").parent
    with pytest.raises(InputError, match=r"There is no file 'weg\.txt' in '.*'\. Check"):
        read(folder / "weg.txt")
    (folder / "map.txt").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        read(folder / "map.txt")
    with pytest.raises(InputError, match="no file"):
        read(folder / "a\0b.txt")
    with pytest.raises(InputError, match="no file"):
        read(folder / "weg.xyz")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(write: Write) -> None:
    pipe = write("b.txt", "x").parent / "pijp.csv"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="no ordinary file"):
        read(pipe)


def test_a_file_that_the_system_refuses(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.txt", "Jan: hoi")

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(InputError, match=r"'a\.txt' can't be read: Permission denied\. Check the rights"):
        read(path)


def test_an_unknown_suffix_names_what_can_be_read(write: Write) -> None:
    with pytest.raises(InputError, match=r"'a\.odp' is of a kind .* \.txt, \.md, \.docx, .*\.csv, \.tsv"):
        read(write("a.odp", "x"))
    assert read(write("A.TXT", "x")).format == "note"


def test_a_file_that_changes_between_preview_and_import(write: Write) -> None:
    path = write("a.csv", "id;Waarom?\n1;daarom\n")
    draft = read(path)
    assert len(list(draft.records())) == 2
    write("a.csv", "id;Waarom?\n1;iets anders\n2;nog iets\n")
    with pytest.raises(InputError, match="changed while it was being read"):
        list(draft.records())
    path.unlink()
    with pytest.raises(InputError, match="can't be read"):
        list(draft.records())


def test_a_text_may_be_too_large(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codebench.ingest.source.MAX_TEXT", 1_000_000)
    with pytest.raises(InputError, match=r"too large for one text \(2 MB, at most 1 MB\)"):
        inspect(write("a.txt", "a" * 2_000_000)).text()


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses such names itself")
def test_hostile_names_do_not_reach_the_terminal(write: Write) -> None:
    path = write("[red]\x1b[31m\n.txt", "Jan: hoi\nEls: hoi\nJan: ja\nEls: \x1b[2J")
    draft = read(path)
    assert draft.source == "[red]␛[31m .txt"
    assert {document.name for document in documents(draft)} == {"[red]␛[31m"}
    assert not any("\x1b" in part for doubt in draft.doubts for part in (doubt.where, doubt.what))
    with pytest.raises(InputError) as caught:
        read(path.with_name("\x1b]0;weg\x07.pdf"))
    assert "\x1b" not in str(caught.value)
