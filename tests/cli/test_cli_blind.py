"""In a blind round every command that prints says the same, whatever the others did."""

from pathlib import Path

import pytest
from cli_running import Commands
from test_cli_grammar import ALL
from tests.project.blind_material import two_worlds

from codebench.project.project import Project
from codebench.store.snapshots import listed

ON = ("-d", "groep-1")
QUESTION = ("-q", "Wat helpt?")
QUESTION_IN_FULL = "Wat was het moeilijkst en waarom was dat zo?"

# What each command that reads is given beside the project and its coder.
READS: dict[tuple[str, ...], list[tuple[str, ...]]] = {
    ("info",): [()],
    ("document", "list"): [(), ("--question", "Wat helpt?")],
    ("document", "show"): [("groep-1",)],
    ("document", "versions"): [("groep-1",)],
    ("document", "diff"): [("groep-1",)],
    ("documents",): [(), ("--retired",)],
    ("questions",): [()],
    ("case", "list"): [()],
    ("cases",): [()],
    ("variable", "list"): [()],
    ("coders",): [()],
    ("codebook", "show"): [()],
    ("codebook", "export"): [("boek.yaml",)],
    ("coding", "list"): [ON, QUESTION],
    ("coding", "orphans"): [()],
    ("codings", "export"): [("codings.csv",)],
    ("export",): [("uit.qdpx",), ("uit.qdpx", "--coders", "Bo"), ("uit.qdpx", "--layer", "--per", "respondent")],
    ("review", "status"): [()],
    ("round", "list"): [()],
    ("round", "show"): [("ronde 1",), ("ronde 2",)],
    ("memo", "list"): [()],
    ("memo", "links"): [("1",)],
    ("search",): [("tijd",)],
    ("rule", "list"): [()],
    ("suggestion", "list"): [ON],
    ("suggestion", "record"): [()],
    ("suggestion", "recheck"): [()],
    ("suggestion", "hunt"): [()],
    ("suggestion", "missed"): [("steun",)],
    ("suggestion", "themes"): [()],
    ("suggestion", "like"): [("3",)],
    ("history",): [(), ("--limit", "3")],
    ("snapshot", "list"): [("--format", "json")],
    ("check",): [()],
    ("compare",): [("--by", "niveau"), ("--by", "niveau", "--coder", "Bo")],
    ("families",): [("steun", "tijd")],
    ("cooccurrence",): [(), ("--coder", "Bo"), ("--near", "words", "--all-codes")],
    ("scales",): [("--has", "steun")],
    ("newcodes",): [(), ("--coder", "Bo")],
    ("agreement",): [(), ("--round", "ronde 1"), ("--coders", "An,Bo")],
    ("settle", "list"): [(), ("--round", "ronde 1")],
    ("settle", "export"): [("kaarten.xlsx",)],
    ("ratings", "export"): [("oordelen.csv",)],
    ("purge",): [ON, ("--earlier",)],
    ("pseudonymise",): [("--propose",), ("--apply", "namen.csv", "--key", "sleutel")],
    ("withdraw",): [("Ilse",)],
    ("answer", "list"): [QUESTION, (*QUESTION, "--uncoded")],
    ("bookmark", "list"): [()],
    ("codebook", "passages"): [("steun",)],
    ("codebook", "revisions"): [("steun",)],
    ("codebook", "links"): [(), ("steun",)],
    ("set", "list"): [()],
    ("framework", "show"): [()],
    ("framework", "export"): [("-o", "matrix.md")],
    ("progress",): [()],
    ("quotes",): [("steun or tijd",)],
    ("report",): [("-o", "verslag.md", "--template", "ondersteuners")],
    ("setting", "list"): [()],
    ("theme", "list"): [()],
    ("document", "edit"): [("groep-1", "--file", "kort.txt")],
}
# What writes (but for those above that ask before), needs no project, or reads words and no coder's work.
OTHERS = {
    *[("init",), ("open",), ("demo",), ("import",), ("code",), ("undo",), ("redo",), ("merge",), ("frequencies",)],
    *[("keys",), ("learn",)],
    *[("document", each) for each in ("rename", "retire", "restore")],
    *[("case", each) for each in ("add", "import", "rename", "role", "kind", "group")],
    *[("variable", each) for each in ("add", "missing", "rename", "remove", "set")],
    *[("codebook", each) for each in ("import", "add", "edit", "rename", "move", "merge", "remove")],
    *[("coding", each) for each in ("remove", "move", "recode")],
    *[("review", each) for each in ("mark", "clear")],
    *[("round", each) for each in ("make", "done", "close", "pack")],
    *[("memo", each) for each in ("add", "edit", "link", "unlink", "remove")],
    *[("model", each) for each in ("status", "install", "use")],
    *[("rule", each) for each in ("try", "apply", "add", "remove")],
    *[("suggestion", each) for each in ("accept", "reject", "never", "again")],
    *[("snapshot", each) for each in ("make", "restore")],
    *[("filter", each) for each in ("set", "list", "remove")],
    *[("settle", each) for each in ("round", "import")],
    *[("answer", "code"), ("append",), ("absence",), ("quote",), ("framework", "set")],
    *[("bookmark", each) for each in ("put", "remove")],
    *[("codebook", each) for each in ("confirm", "exemplify", "split", "archive", "unarchive", "link", "unlink")],
    *[("set", each) for each in ("add", "put", "take", "rename", "theme", "remove")],
    *[("coding", each) for each in ("merge", "split", "weight")],
    *[("fold", each) for each in ("list", "remove", "set", "show")],
    *[("setting", each) for each in ("freeze", "mode")],
    *[("theme", each) for each in ("add", "claim", "code", "move", "quote", "remove", "rename", "text")],
    *[("codings", "import"), ("kwic",), ("words",), ("collocations",), ("stopwords",), ("annotate",), ("evaluate",)],
}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made = two_worlds(tmp_path_factory.mktemp("blind"))
    for path in made:
        (path.parent / "kort.txt").write_text("Ilse: Niets meer.", "utf-8")
        (path.parent / "namen.csv").write_text("original,pseudonym\nIlse,[deelnemer 1]\n", "utf-8")
    return made


def test_every_command_is_walked_here() -> None:
    """Who adds a command says here whether it tells what coders did: then it is tried below."""
    assert set(ALL) == READS.keys() | OTHERS


@pytest.mark.parametrize("names", READS, ids=" ".join)
def test_no_command_tells_what_others_did(
    worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CODEBENCH_CODER", "An")
    for rest in READS[names]:
        told = []
        for path in worlds:
            monkeypatch.chdir(path.parent)
            done = Commands()(*names, path.name, *rest, code=None)
            assert done.code != 2, done.err
            files = [
                path.parent / name for name in rest if name.endswith((".csv", ".yaml", ".qdpx")) and done.code == 0
            ]
            out = done.out.replace(str(path.parent), "")
            told.append((done.code, out, done.err, [file.read_bytes() for file in files]))
            for file in files:
                file.unlink()
        if names == ("snapshot", "list"):
            assert all('"steun"' not in out for _code, out, _err, _files in told)
        assert told[0] == told[1]


@pytest.mark.parametrize("rest", [(), ("--coder", "An"), ("--coder", "Bo"), ("--base", "codings"), ("--by", "niveau")])
def test_tables_count_only_what_the_coder_did(
    worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, rest: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CODEBENCH_CODER", "An")
    told = []
    for path in worlds:
        monkeypatch.chdir(path.parent)
        done = Commands()("frequencies", path.name, *rest, code=None)
        told.append((done.code, done.out, done.err))
    assert told[0] == told[1]
    assert told[0][0] == (1 if "Bo" in rest else 0)
    monkeypatch.delenv("CODEBENCH_CODER")
    assert "Say who you are" in Commands()("frequencies", path.name, code=1).err


def test_a_restore_tells_no_numbers_of_others(worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for path in worlds:
        monkeypatch.chdir(path.parent)
        name = next(snapshot.name for snapshot in listed(path) if snapshot.reason == "begin")
        told.append(Commands()("snapshot", "restore", path.name, name, "--coder", "An").out)
    assert told[0] == told[1]
    assert "codings" not in told[0]


def test_a_round_by_commands(codebench: Commands) -> None:
    codebench("coders", "studie", "--add", "Wout")
    made = codebench(
        *("round", "make", "studie", "ronde 1", "-q", QUESTION_IN_FULL),
        *("--sample", "60%", "--by", "niveau", "--seed", "7", "--coder", "Lena"),
    )
    assert "Round 'ronde 1' (reliability), open" in made.out
    assert "3 of 5 units at random (seed 7), proportional over niveau: bao 2 of 3, so 1 of 2" in made.out
    assert "blind until it is closed; agreement by answer" in made.out
    assert "N = 3 units, 0 judged by all." in made.out
    with Project.open(Path("studie.codebench"), "Lena", read_only=True) as work:
        answers = [work.documents.info(place.document_id).name for place in work.rounds.places(1)]
    for coder in ("Lena", "Wout"):
        assert (
            "3 units of round 'ronde 1' are not reviewed"
            in codebench("round", "done", "studie", "--coder", coder, code=1).err
        )
        for name in answers:
            where = ("-q", QUESTION_IN_FULL, "--respondent", name, "--coder", coder)
            codebench("code", "studie", *where, "--code", "tijd")
            codebench("review", "mark", "studie", *where)
        if coder == "Lena":
            refused = codebench("round", "close", "studie", "--coder", "Lena", code=1)
            assert "waits for Lena, Wout" in refused.err
        assert "You are done" in codebench("round", "done", "studie", "--coder", coder).out
        assert "Bo" not in codebench("coding", "list", "studie", "-q", "Wat was", "--coder", coder).out
    assert "Lena 3/3 ✓, Wout 3/3 ✓" in codebench("round", "list", "studie", "--coder", "Wout").out
    assert (
        "Closed round 'ronde 1'; 3 units judged by all" in codebench("round", "close", "studie", "--coder", "Lena").out
    )
    table = codebench("frequencies", "studie").out
    assert "the assigned coder, first in the latest round (Lena 3 units)" in " ".join(table.split())
    assert "closed 20" in codebench("round", "show", "studie", "--coder", "Lena").out


@pytest.mark.parametrize(("given", "said"), [("vier", "'vier' is no sample"), ("4,5", "no sample"), ("0%", "share")])
def test_a_sample_that_is_none(codebench: Commands, given: str, said: str) -> None:
    codebench("coders", "studie", "--add", "Wout")
    done = codebench("round", "make", "studie", "r", "-q", "Wat was", "--sample", given, "--coder", "Lena", code=1)
    assert said in done.err
