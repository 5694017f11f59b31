"""Files that no honest program writes: refused in one sentence, before anything is believed of them."""

import zipfile
from pathlib import Path

import pytest
from tests.exchange.refi_files import TEXT, Package, Tool, guid, simple

from codebench.domain.errors import InputError
from codebench.exchange.projects import read_project
from codebench.exchange.refi.codebook import read_qdc

TOOL = Tool(words=True)
INDEX = simple(TOOL).index()


def read(path: Path) -> int:
    draft = read_project(path, lambda _name, _content: "")
    return sum(len(document.codings) for document in draft.documents())


def archive(path: Path, index: str | bytes = INDEX, **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", index)
        made.writestr(f"sources/{guid(40)}.txt", TEXT)
        for name, content in more.items():
            made.writestr(name, content)
    return path


def refused(path: Path, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        read(path)
    assert str(caught.value).count("\n") == 0
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("name", ["../uit.txt", "/etc/uit.txt", "a/../../uit.txt", "C:/uit.txt", "..\\uit.txt"])
def test_entries_outside_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    refused(archive(tmp_path / "x.qdpx", **{name: b"x"}), "outside its folder")


def test_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    entry = zipfile.ZipInfo(f"sources/{guid(40)}.txt")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("project.qde", INDEX)
        made.writestr(entry, "/etc/passwd")
    refused(path, "a link to another file")


def test_a_text_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", INDEX)
        made.writestr(f"sources/{guid(40)}.txt", b"a" * 6_000_000)
    assert path.stat().st_size < 20_000
    refused(path, "unpacks to far more")


def test_an_index_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    refused(archive(tmp_path / "x.qdpx", INDEX.replace("<Sources>", " " * 6_000_000 + "<Sources>")), "far more")


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE Project [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE Project SYSTEM "file:///etc/passwd">',
        f"<!-- {'x' * 70_000} --><!DOCTYPE Project>",
        "<!---->\n<?x y?><!DOCTYPE Project>",
    ],
    ids=["entities", "system", "behind a long comment", "behind an instruction"],
)
def test_a_document_type_is_refused(tmp_path: Path, prolog: str) -> None:
    index = INDEX.replace("?>", f"?>{prolog}", 1)
    refused(archive(tmp_path / "x.qdpx", index), r"DOCTYPE|damaged")
    refused(archive(tmp_path / "y.qdpx", index.replace("utf-8", "utf-16").encode("utf-16")), r"DOCTYPE|damaged")


@pytest.mark.parametrize(
    "index",
    [
        b"",
        b"geen xml",
        b"<Project>",
        b"<Iets/>",
        INDEX[:-40].encode(),
        b"<Project>&a;</Project>",
        INDEX.encode("utf-16")[:-9],
    ],
    ids=["empty", "text", "open", "other root", "cut off", "entity", "half of a letter"],
)
def test_wrong_xml_is_refused(tmp_path: Path, index: bytes) -> None:
    refused(archive(tmp_path / "x.qdpx", index), "damaged or no REFI-QDA file")


def test_encodings_in_which_a_document_type_could_hide_are_refused(tmp_path: Path) -> None:
    index = INDEX.replace("utf-8", "utf-7").encode()
    refused(archive(tmp_path / "x.qdpx", index), "damaged")


def test_archives_cut_off_anywhere_are_refused(tmp_path: Path) -> None:
    whole = archive(tmp_path / "x.qdpx").read_bytes()
    path = tmp_path / "y.qdpx"
    for at in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:at])
        refused(path, r"y\.qdpx")


def test_bytes_changed_anywhere_never_do_more_than_a_sentence(tmp_path: Path) -> None:
    whole = archive(tmp_path / "x.qdpx").read_bytes()
    path = tmp_path / "y.qdpx"
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            read(path)
        except InputError as error:
            assert "\n" not in str(error)


def test_codes_nested_without_end_end_somewhere(tmp_path: Path) -> None:
    deep = "".join(f'<Code guid="{guid(1000 + n)}" name="c{n}" isCodable="true">' for n in range(1500))
    code = deep + "</Code>" * 1500
    package = Package(TOOL, (code,), ())
    draft = read_project(package.write(tmp_path / "x.qdpx"), lambda _name, _content: "")
    assert len(draft.codes) == 1500
    path = tmp_path / "x.qdc"
    path.write_text(f"<CodeBook><Codes>{code}</Codes></CodeBook>")
    assert max(len(names) for names, _code in read_qdc(path).walk()) <= 51


def test_a_codebook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.qdc"
    path.write_text('<?xml version="1.0"?><!DOCTYPE CodeBook []><CodeBook><Codes/></CodeBook>')
    with pytest.raises(InputError, match="DOCTYPE"):
        read_qdc(path)
