"""`codebench model`: which pipeline is used is said; a wheel that was carried over is installed, preferred and used."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_running import Commands
from tests.language import standin


def run(folder: Path, *args: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own, with no terminal."""
    command = [sys.executable, "-m", "codebench", *args]
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | dict(env or {}),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_the_status_says_what_is_used_and_what_is_missing(codebench: Commands) -> None:
    bare = codebench("model", "status")
    assert "nl_core_news_sm" in bare.out
    assert "names of persons and places are not found" in bare.out
    assert "`codebench model install` brings nl_core_news_sm, which finds names." in bare.out
    of_project = codebench("model", "status", "studie", "--format", "json")
    notes = json.loads(of_project.stdout)["notes"]
    assert notes[0] == "0 of 6 texts are annotated by it."


def test_a_project_chooses_and_undo_takes_it_back(codebench: Commands) -> None:
    chosen = codebench("model", "use", "studie", "blank")
    assert chosen.out.startswith("studie uses blank ")
    assert "codebench annotate" in chosen.err
    assert codebench("history", "studie").out.count("use the pipeline blank") == 1
    codebench("undo", "studie")
    assert '"blank"' not in codebench("model", "status", "studie", "--format", "json").out.replace(" ", "")
    codebench("model", "use", "studie", "blank")
    assert not codebench("model", "use", "studie", "best").out.startswith("studie uses blank")
    refused = codebench("model", "use", "studie", "nl_core_news_md", code=1)
    assert refused.err == "codebench: The pipeline nl_core_news_md is not installed here.\n"


def test_a_wheel_is_installed_without_the_internet_then_preferred_and_used(codebench: Commands, tmp_path: Path) -> None:
    wheel = standin.wheel(tmp_path)
    site = tmp_path / "site"
    # pip puts it into a folder of its own instead of the environment of these tests.
    env = {"PIP_TARGET": str(site), "PYTHONPATH": str(site), "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    asked = run(tmp_path, "model", "install", wheel.name, env=env)
    assert asked.returncode == 0
    assert not site.exists()
    installed = run(tmp_path, "model", "install", wheel.name, "--yes", env=env)
    assert (installed.returncode, installed.stderr) == (0, "")
    assert installed.stdout == "Installed nl_core_news_sm.\n"
    status = run(tmp_path, "model", "status", "studie", "--format", "json", env=env)
    rows = [row["cells"] for row in json.loads(status.stdout)["rows"]]
    assert rows[0] == ["nl_core_news_sm", "3.8.0", "used", "sentences, lemmas, names"]
    assert "are not found" not in status.stdout
    annotated = run(tmp_path, "annotate", "studie", "--format", "json", env=env)
    assert json.loads(annotated.stdout)["rows"][0]["cells"] == ["nl_core_news_sm", "3.8.0", 6, 6, 6, 0]
    without = run(tmp_path, "model", "status", "studie", "--format", "json")
    assert json.loads(without.stdout)["notes"][0] == "0 of 6 texts are annotated by it."


def test_a_wheel_that_does_not_fit_is_refused_before_anything_is_done(codebench: Commands, tmp_path: Path) -> None:
    wheel = standin.with_meta(standin.wheel(tmp_path), tmp_path / "old", spacy_version=">=3.2,<3.3")
    refused = codebench("model", "install", wheel, "--yes", code=1)
    assert refused.err.startswith("codebench: nl_core_news_sm 3.8.0 is made for spaCy >=3.2,<3.3, and here is spaCy ")
    assert "Traceback" not in refused.err


def test_a_wheel_that_pip_refuses_is_told_in_a_sentence(codebench: Commands, tmp_path: Path) -> None:
    # What the wheel says of its files is no longer true, but pip looks at other things: it lacks its own account.
    wheel = standin.wheel(tmp_path)
    bad = tmp_path / "bad" / wheel.name
    bad.parent.mkdir()
    with standin.ZipFile(wheel) as old, standin.ZipFile(bad, "w") as new:
        for file in old.namelist():
            if not file.endswith("/METADATA"):
                new.writestr(file, old.read(file))
    refused = codebench("model", "install", bad, "--yes", code=1)
    assert refused.err.startswith("codebench: nl_core_news_sm-3.8.0-py3-none-any.whl could not be installed (")
    assert len(refused.err.splitlines()) == 1


def test_where_the_net_is_closed_it_says_how_to_carry_the_file_over(
    codebench: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    asked = codebench("model", "install")
    assert "Nothing was changed" in asked.err
    closed = codebench("model", "install", "--yes", code=1)
    told = closed.err.splitlines()[-1]
    assert told.startswith("codebench: nl_core_news_sm could not be fetched (the internet seems closed here): ")
    assert "nl_core_news_sm-3.8.*-py3-none-any.whl" in told
    assert "codebench model install FILE" in told
