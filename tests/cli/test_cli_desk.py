"""What the desk's keys do to codings, bookmarks and many answers, by commands."""

import json
from pathlib import Path

from cli_running import Commands


def table(codebench: Commands, *args: str) -> list[list[object]]:
    return [row["cells"] for row in json.loads(codebench(*args, "--format", "json").out)["rows"]]


def test_codings_are_split_and_made_one(codebench: Commands) -> None:
    quote = "We hebben te weinig tijd voor overleg, echt te weinig tijd."
    ((coding, _name, start, *_rest),) = table(
        codebench, "code", "studie", "-d", "groep-1", "--quote", quote, "-c", "tijd"
    )
    at = str(int(str(start)) + quote.index("echt"))
    said = codebench("coding", "split", "studie", str(coding), "--at", at).out
    quotes = {row[0]: row[-1] for row in table(codebench, "coding", "list", "studie", "-d", "groep-1")}
    assert list(quotes.values()) == ["We hebben te weinig tijd voor overleg,", "echt te weinig tijd."]
    assert said.startswith("Two codings now")
    codebench("coding", "merge", "studie", *map(str, quotes))
    assert [row[-1] for row in table(codebench, "coding", "list", "studie", "-d", "groep-1")] == [quote]
    refused = codebench("coding", "split", "studie", str(coding), "--at", "0", code=1)
    assert "does not split it" in refused.err


def test_a_weight_is_given_listed_exported_and_taken_away(codebench: Commands, tmp_path: Path) -> None:
    quote = "We hebben te weinig tijd voor overleg"
    ((coding, *_rest),) = table(codebench, "code", "studie", "-d", "groep-1", "--quote", quote, "-c", "tijd")
    assert codebench("coding", "weight", "studie", "70", str(coding)).out == "Weight 70: 1 coding.\n"
    assert [row[7] for row in table(codebench, "coding", "list", "studie", "-d", "groep-1")] == [70]
    codebench("codings", "export", "studie", "uit.csv")
    assert (tmp_path / "uit.csv").read_text("utf-8").splitlines()[1].endswith(",70")
    assert "between 0 and 100" in codebench("coding", "weight", "studie", "101", str(coding), code=1).err
    assert "Took the weight off 1 coding." in codebench("coding", "weight", "studie", "-", str(coding)).out
    assert [row[7] for row in table(codebench, "coding", "list", "studie", "-d", "groep-1")] == [""]


def test_two_versions_of_a_text_are_compared(codebench: Commands, tmp_path: Path) -> None:
    assert "one version" in codebench("document", "diff", "studie", "groep-1", code=1).err
    text = (tmp_path / "groep-1.txt").read_text("utf-8")
    for n, new in enumerate((text.replace("te weinig tijd voor", "geen tijd voor"), text)):
        (tmp_path / f"{n}.txt").write_text(new, "utf-8")
        codebench("document", "edit", "studie", "groep-1", "--file", f"{n}.txt", "--yes")
    ((_line, last),) = table(codebench, "document", "diff", "studie", "groep-1")
    assert "hebben −[geen]+[te weinig] tijd" in last
    ((_line, first),) = table(codebench, "document", "diff", "studie", "groep-1", "--from", "1", "--to", "2")
    assert "hebben −[te weinig]+[geen] tijd" in first
    assert table(codebench, "document", "diff", "studie", "groep-1", "--from", "1") == []
    assert [row[3] for row in table(codebench, "document", "versions", "studie", "groep-1")] == ["Lena"] * 3


def test_bookmarks(codebench: Commands) -> None:
    codebench("bookmark", "put", "studie", "-d", "groep-1", "--from", "6", "--to", "6")
    assert table(codebench, "bookmark", "list", "studie") == [["groep-1", 6, "Wij werken altijd over."]]
    codebench("bookmark", "remove", "studie", "-d", "groep-1", "--from", "6", "--to", "6")
    assert table(codebench, "bookmark", "list", "studie") == []


def test_answers_are_chosen_and_coded_at_once(codebench: Commands) -> None:
    def respondents(*which: str) -> list[object]:
        return [row[0] for row in table(codebench, "answer", "list", "studie", *which)]

    assert respondents("--order", "shortest") == ["r2", "r3", "r6", "r5", "r1"]
    assert respondents("--where", "niveau=so") == ["r2", "r6"]
    assert respondents("--like", "r3") == ["r3"]
    said = codebench("answer", "code", "studie", "--where", "niveau=bao", "-c", "tijd", "-c", "mandaat").out
    assert said == "6 codings on 3 answers.\n"
    assert respondents("--uncoded") == ["r2", "r6"] and respondents("--with-code", "mandaat") == ["r1", "r3", "r5"]
    told = table(codebench, "answer", "list", "studie", "--values", "niveau", "--where", "niveau=bao")
    assert [(row[0], row[1], row[-1]) for row in told[:1]] == [("r1", "bao", "tijd, mandaat")]
