"""Pseudonyms and withdrawal on the command line: shown first, done on --yes, and exports that warn."""

from pathlib import Path

import pytest
from cli_running import Commands, sentence


def test_proposals_are_looked_through_put_in_and_warned_of(codebench: Commands, tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    codebench("pseudonymise", "studie", "--propose", "-o", "voorstel.csv")
    lines = (tmp_path / "voorstel.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("accept;original;pseudonym;kind;places")
    assert [line.split(";")[1:4] for line in lines[1:]] == [
        ["Ilse", "[deelnemer 1]", "name"],
        ["Bart", "[deelnemer 2]", "name"],
    ]
    changed = [line.replace("yes;Bart", "no;Bart") for line in lines]
    (tmp_path / "voorstel.csv").write_text("\n".join(changed), "utf-8")
    shown = codebench("pseudonymise", "studie", "--apply", "voorstel.csv", "--key", key)
    assert "Pseudonyms at 3 places in 1 document" in shown.out
    assert "Nothing was changed" in shown.err
    assert not key.exists()
    done = codebench("pseudonymise", "studie", "--apply", "voorstel.csv", "--key", key, "--yes")
    assert "purge --earlier" in done.err
    assert "Ilse" not in codebench("document", "show", "studie", "groep-1", "--text").out
    # From now on what goes out is looked through: to a file, and into a pipe.
    codebench("memo", "add", "studie", "Ilse kwam later.")
    assert "Careful: 1 name" in codebench("memo", "list", "studie").err
    assert "Careful: 1 name" in codebench("memo", "list", "studie", "-o", "memos.xlsx").err
    assert "Careful" not in codebench("codings", "export", "studie", "uit.csv").err
    shown = codebench("purge", "studie", "--earlier")
    assert "groep-1" in shown.out
    codebench("purge", "studie", "--earlier", "--yes")
    raw = (tmp_path / "studie.codebench").read_bytes()
    assert b"Ilse:" not in raw
    assert b"Bart:" in raw


def test_a_known_key_is_put_in_before_anything_comes_in(codebench: Commands, tmp_path: Path) -> None:
    key = tmp_path / "sleutel.csv"
    key.write_text("original,pseudonym,kind\nWard,[deelnemer 9],name\n", "utf-8")
    text = "Moderator: Hallo.\nWard: Dag Ine.\nIne: Wards idee was goed.\nWard: Ja.\nIne: Echt.\n"
    (tmp_path / "groep-2.txt").write_text(text, "utf-8")
    codebench("import", "studie", "groep-2.txt", "--pseudonyms", key, "--yes")
    shown = codebench("document", "show", "studie", "groep-2", "--text").out
    assert "[deelnemer 9]: Dag Ine." in shown
    assert "[deelnemer 9]s idee" in shown
    assert b"Ward" not in (tmp_path / "studie.codebench").read_bytes()
    assert "[deelnemer 9]" in codebench("cases", "studie").out


def test_who_withdraws_is_erased_after_it_was_shown(codebench: Commands, tmp_path: Path) -> None:
    codebench("code", "studie", "-d", "groep-1", "--quote", "te weinig tijd voor", "-c", "tijd")
    shown = codebench("withdraw", "studie", "Ilse")
    assert "N = " in shown.out
    assert "groep-1.txt" in shown.out
    assert "Nothing was changed" in shown.err
    codebench("withdraw", "studie", "Ilse", "--yes")
    assert b"te weinig tijd" not in (tmp_path / "studie.codebench").read_bytes()
    assert codebench("document", "show", "studie", "groep-1", "--text").out.count("[ingetrokken]") == 3
    assert codebench("check", "studie").code == 0
    assert "Ilse" in sentence(codebench("withdraw", "studie", "Ilse", code=None).stderr)


@pytest.mark.parametrize(
    "args",
    [
        ("pseudonymise", "studie"),
        ("pseudonymise", "studie", "--apply", "groep-1.txt", "--key", "k.csv", "--yes"),
        ("pseudonymise", "studie", "--apply", "groep-1.txt", "--key", "studie.codebench", "--yes"),
        ("purge", "studie"),
        ("withdraw", "studie", "groep-1", "--yes"),
        ("withdraw", "studie", "niemand", "--yes"),
    ],
)
def test_what_can_not_be_is_said_in_a_sentence_and_changes_nothing(
    codebench: Commands, args: tuple[str, ...], unchanged: object
) -> None:
    outcome = codebench(*args, code=None)
    assert outcome.code != 0
    sentence(outcome.stderr)
    assert callable(unchanged)
    unchanged()
