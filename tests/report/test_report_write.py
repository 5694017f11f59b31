"""A file is written whole or not at all."""

import errno
import os
import sys
from pathlib import Path

import openpyxl
import pytest
from report_tables import RESULT

from codebench.domain.errors import CodebenchError, InputError, StorageError
from codebench.report import Format, render, write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("format", [Format.TABLE, Format.CSV, Format.MD, Format.JSON])
def test_the_file_holds_what_is_rendered(format: Format, tmp_path: Path):
    path = tmp_path / "result"
    write(RESULT, path, format)
    assert path.read_bytes() == render(RESULT, format).encode()


def test_xlsx_is_written(tmp_path: Path):
    path = tmp_path / "result.xlsx"
    write(RESULT, path, Format.XLSX)
    assert openpyxl.load_workbook(path)["Tabel"]["A3"].value == "Drempels"
    assert names(tmp_path) == ["result.xlsx"]


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path):
    path = tmp_path / "result.md"
    path.write_text("old")
    path.chmod(0o600)
    write(RESULT, path, Format.MD)
    assert path.read_text(encoding="utf-8") == render(RESULT, Format.MD)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "result.md"
    target.write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to(target)
    write(RESULT, link, Format.MD)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == render(RESULT, Format.MD)


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(InputError, match="is a folder"):
        write(RESULT, tmp_path, Format.CSV)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(InputError, match="does not exist"):
        write(RESULT, tmp_path / "none" / "result.csv", Format.CSV)


@pytest.mark.skipif(sys.platform == "win32", reason="a device of Unix")
def test_a_device_is_refused():
    with pytest.raises(InputError, match="not an ordinary file"):
        write(RESULT, Path("/dev/null"), Format.CSV)


def test_a_protected_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "result.csv"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # for root everything is writable
    with pytest.raises(InputError, match="may not be written"):
        write(RESULT, path, Format.CSV)
    assert path.read_text() == "old"


@pytest.mark.parametrize("name", ["a" * 300, "nul\0"])
def test_a_name_that_no_file_can_have_is_told_in_a_sentence(name: str, tmp_path: Path):
    with pytest.raises(StorageError, match="could not be written"):
        write(RESULT, tmp_path / name, Format.CSV)


def test_a_circle_of_links_is_told_in_a_sentence(tmp_path: Path):
    path = tmp_path / "circle"
    path.symlink_to(path)
    with pytest.raises(CodebenchError):
        write(RESULT, path, Format.CSV)


def test_a_hostile_name_is_shown_safely(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        write(RESULT, tmp_path / "\x1b[31m" / "x", Format.CSV)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "result.csv"
    path.write_text("old")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(StorageError, match="No space left on device"):
        write(RESULT, path, Format.CSV)
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert names(tmp_path) == ["result.csv"]


@pytest.mark.parametrize("format", list(Format))
def test_a_real_limit_of_the_file_system_leaves_nothing(format: Format, tmp_path: Path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(StorageError):
            write(RESULT, tmp_path / "result", format)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path) == []


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(RESULT, tmp_path / "result.csv", Format.CSV)
    assert names(tmp_path) == []
