"""Nothing of the material steers a terminal or is taken for markup, whatever command prints it in whatever format."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_running import Commands

from codebench.cli.commands import COMMANDS, load

ESC = "\x1b]52;c;aGFhbA==\x07\x1b[31m\x9b31m\u202egnir"
NAME = f"[lacht] {ESC} [/zucht] [red]"
FILE = NAME.replace("/", "")
# What a terminal obeys, or what turns a line around: only line feed and tab are let through.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")

TRANSCRIPT = f"""Jan {ESC}: Goed hoor [lacht] en {ESC} druk [/zucht].
Mieke [red]: Ja, heel druk {ESC} hoor.
Jan {ESC}: Echt waar [red] druk.
Mieke [red]: Zeker.
"""
# Enough plain text around it that a reader takes the whole for text.
TRANSCRIPT += "Mieke [red]: Een gewone zin over het werk op school, zonder iets er in.\n" * 20
SURVEY = f"""id;niveau [red];"Wat {ESC} was het moeilijkst [lacht] en waarom dan?"
"r {ESC}";"bao {ESC}";"Het was heel druk {ESC} [lacht] op school en in de klas."
r2 [/zucht];so [red];Er was geen tijd [red] voor de kinderen in de klas.
r3;"bao {ESC}";"De ouders waren {ESC} niet te bereiken met de telefoon."
r4;so [red];Te veel kinderen [lacht] en te weinig handen in de klas.
"""
SURVEY += "".join(f"s{i};so [red];Een gewoon antwoord nummer {i} over het werk op school.\n" for i in range(20))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which everything that can have a hostile name or text has one."""
    made = tmp_path_factory.mktemp("hostile")
    study = made / "studie.codebench"
    material = made / f"groep {FILE}.txt"
    material.write_text(TRANSCRIPT, "utf-8")
    (made / "enquete.csv").write_text(SURVEY, "utf-8")
    codebench = Commands()
    codebench("init", study, "--coder", NAME)
    codebench("import", study, material, "--yes")
    codebench("import", study, made / "enquete.csv", "--yes", "--role", "niveau [red]=category")
    codebench("codebook", "add", study, NAME, "--field", f"definition=Iets {NAME}", "--field", f"keywords={NAME}")
    codebench("code", study, "-d", "#1", "--quote", f"en {ESC} druk", "-c", NAME, "--memo", NAME)
    codebench("code", study, "-d", "#1", "--start", "0", "--end", "30", "-c", NAME)
    codebench("review", "mark", study, "-d", "#1")
    codebench("review", "mark", study, "-q", "Wat")
    codebench("memo", "add", study, NAME, "--title", NAME)
    codebench("memo", "link", study, "2", "1")
    codebench("variable", "add", study, f"extra {NAME}", "--type", "text")
    codebench("case", "add", study, f"extra {NAME}")
    codebench("round", "make", study, f"ronde {NAME}", "-d", "#1", "--again", "--sight", "open")
    codebench("snapshot", "make", study, "--reason", NAME)
    codebench("absence", study, "--add", "blank=[lacht]")
    codebench("fold", "set", study, "niveau [red]", "--pair", f"{NAME}=so [red]")
    codebench("codebook", "add", study, f"ander {NAME}")
    codebench("set", "add", study, NAME, NAME)
    codebench("setting", "mode", study, "grounded")
    codebench("codebook", "link", study, NAME, NAME, f"ander {NAME}", "--note", NAME)
    (made / "langer.txt").write_text(f"{TRANSCRIPT}Jan: Nog iets {NAME}.\n", "utf-8")
    codebench("document", "edit", study, "#1", "--file", made / "langer.txt", "--yes")
    codebench("codings", "export", study, made / f"uit {FILE}.csv")
    codebench("codebook", "export", study, made / f"uit {FILE}.yaml")
    (made / "anders.txt").write_text(TRANSCRIPT.replace("en ", "en toch ").replace("Jan", "Johan"), "utf-8")
    row = f'"r9 {NAME}";so [red];"Iets {ESC} nieuws."\n'
    later = SURVEY.replace("heel druk", "te druk") + row
    (made / f"later {FILE}.csv").write_text(later, "utf-8")
    (made / f"wie {FILE}.csv").write_text(f'naam;kleur {ESC}\nr3;"rood [red]{ESC}"\nniemand [lacht];x\n', "utf-8")
    return made


def tables() -> Iterator[str]:
    for name, entry in COMMANDS.items():
        found = load(name)
        verbs = found.commands.values() if entry.noun else [found]
        for verb in verbs:
            if any("--format" in param.opts for param in verb.params):
                yield f"{name} {verb.name}" if entry.noun else name


ARGUMENTS: dict[str, list[str]] = {
    "info": [],
    "documents": [],
    "questions": [],
    "cases": [],
    "coders": [],
    "import": ["groep.txt"],
    "document list": ["--question", "Wat"],
    "document show": ["#1"],
    "document edit": ["#1", "--file", "anders.txt"],
    "document versions": ["#1"],
    "document diff": ["#1"],
    "case list": [],
    "case import": ["wie.csv"],
    "variable list": [],
    "codebook show": [],
    "codebook import": ["uit.yaml"],
    "codebook passages": [NAME],
    "codebook revisions": [NAME],
    "codebook links": [],
    "set list": [],
    "setting list": [],
    "progress": [],
    "code": ["-d", "#1", "--start", "0", "--end", "20", "-c", NAME],
    "coding list": ["-d", "#1"],
    "coding orphans": [],
    "codings import": ["uit.csv"],
    "review status": [],
    "round list": [],
    "round show": [],
    "round make": ["ronde 2", "-d", "#1", "--again", "--sight", "open"],
    "memo list": [],
    "memo links": ["2"],
    "search": ["druk"],
    "frequencies": ["--by", "niveau [red]"],
    "history": [],
    "snapshot list": [],
    "snapshot restore": ["2"],
    "check": [],
    "absence": [],
    "append": ["later.csv"],
    "fold list": [],
    "fold show": ["niveau [red]"],
    "purge": ["-d", "#1"],
    "pseudonymise": ["--propose"],
    "withdraw": ["r2 [/zucht]"],
}


# A plan, or what a command did: of no one state of the project, or of another than the last.
STATELESS = {"export", "merge", "round make", "round show", "withdraw"}


def check_states(command: str, printed: str) -> None:
    """In JSON every table that has a rule says which state of the project it is of."""
    read = json.loads(printed)
    several = read if isinstance(read, list) else read.get("tables", {"": read}).values()
    for table in several:
        if table.get("rule") and command not in STATELESS:
            assert table["state"]["project_hash"], table["title"]


def test_every_command_that_prints_a_table_is_tried() -> None:
    # Those about what coders did are tried beside these, on a study of their own.
    from test_cli_hostile_work import WORK

    assert {*ARGUMENTS, *WORK, "demo"} == set(tables())


@pytest.mark.parametrize("format", ["table", "csv", "md", "json"])
@pytest.mark.parametrize("command", ARGUMENTS)
def test_no_raw_byte_reaches_the_terminal(folder: Path, command: str, format: str) -> None:
    codebench = Commands()
    files = {
        "groep.txt": folder / f"groep {FILE}.txt",
        "uit.csv": folder / f"uit {FILE}.csv",
        "uit.yaml": folder / f"uit {FILE}.yaml",
        "anders.txt": folder / "anders.txt",
        "wie.csv": folder / f"wie {FILE}.csv",
        "later.csv": folder / f"later {FILE}.csv",
    }
    given = [files.get(argument, argument) for argument in ARGUMENTS[command]]
    study = folder / "studie.codebench"
    if command == "snapshot restore":
        listed = codebench("snapshot", "list", study, "--format", "csv").out.splitlines()
        given = [listed[1].split(";")[0]]
    printed = codebench(*command.split(), study, *given, "--format", format)
    if command in ("code", "round make"):
        codebench("undo", study)
    if format == "json":
        check_states(command, printed.out)
    for text in (printed.out.removeprefix("\ufeff"), printed.err):
        assert not RAW.search(text), text
    if format != "md" and command not in (
        "check",
        "coding orphans",
        "document versions",
        "setting list",
        "snapshot restore",
        "withdraw",
    ):
        assert "[red]" in printed.out or "[lacht]" in printed.out
    assert "\x1b" not in printed.out


SAYING: list[list[str]] = [
    ["documents", f"weg {NAME}"],
    ["document", "show", "studie", NAME],
    ["document", "show", "studie", "#1", "--text"],
    ["document", "rename", "studie", "#1", f"anders {NAME}"],
    ["document", "retire", "studie", "#1"],
    ["code", "studie", "-d", "#1", "--quote", f"nergens {NAME}", "-c", NAME],
    ["code", "studie", "-d", "#1", "--start", "0", "--end", "30", "-c", NAME],
    ["code", "studie", "-d", "#1", "--start", "0", "--end", "30", "-c", f"geen {NAME}"],
    ["coding", "recode", "studie", "1", NAME],
    ["codebook", "add", "studie", NAME],
    ["codebook", "add", "studie", f"nieuw {NAME}"],
    ["codebook", "show", "studie", NAME],
    ["codebook", "edit", "studie", NAME, "--field", f"{NAME}=x"],
    ["codebook", "edit", "studie", NAME, "--field", f"colour={NAME}"],
    ["codebook", "rename", "studie", NAME, f"nieuw {NAME}"],
    ["codebook", "remove", "studie", NAME],
    ["codebook", "import", "studie", f"weg {NAME}.yaml"],
    ["codings", "import", "studie", f"weg {NAME}.csv"],
    ["codings", "export", "studie", f"weg/{NAME}.csv"],
    ["case", "rename", "studie", f"extra {NAME}", f"nieuw {NAME}"],
    ["case", "role", "studie", NAME, "moderator"],
    ["variable", "add", "studie", f"extra {NAME}"],
    ["variable", "set", "studie", f"extra {NAME}", f"extra {NAME}", f"waarde {NAME}"],
    ["variable", "set", "studie", "r3", "niveau", NAME],
    ["coders", "studie", "--add", NAME],
    ["coders", "studie", "--add", f"nieuw {NAME}"],
    ["undo", "studie", "--coder", f"geen {NAME}"],
    ["undo", "studie"],
    ["search", "studie", NAME],
    ["frequencies", "studie", "--by", NAME],
    ["frequencies", "studie", "--where", f"{NAME}={NAME}"],
    ["frequencies", "studie", "--level", NAME],
    ["frequencies", "studie", "-o", f"uit {FILE}.csv"],
    ["frequencies", "studie", "-o", f"uit.{NAME}"],
    ["import", "studie", f"weg {NAME}.txt"],
    ["import", "studie", f"weg.{NAME}"],
    ["import", "studie", "anders.txt", "--role", NAME],
    ["snapshot", "restore", "studie", NAME],
    ["memo", "add", "studie", "x", "--kind", NAME],
    ["init", f"nieuw {NAME}", "--coder", NAME],
    ["init", f"weg/{NAME}", "--coder", NAME],
    [NAME],
    ["codebook", NAME],
    ["info", "studie", f"--{NAME}"],
]


@pytest.mark.parametrize("args", SAYING, ids=lambda args: " ".join(args[:3]).split("[")[0].strip())
def test_no_sentence_carries_a_raw_byte(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    (tmp_path / "studie.codebench").write_bytes((folder / "studie.codebench").read_bytes())
    monkeypatch.chdir(tmp_path)
    printed = Commands()(*args, code=None)
    assert not RAW.search(printed.out + printed.err), printed
    assert "inside codebench" not in printed.err
    assert printed.out or printed.err


def test_bytes_that_are_no_text_at_all(folder: Path) -> None:
    """A name with a raw 0x9b is no UTF-8; it comes in as a lone surrogate and must not go out as the byte."""
    study = str(folder / "studie.codebench").encode()
    for args in (
        [b"info", b"weg\x9b31m"],
        [b"search", study, b"dr\x9buk"],
        [b"import", study, b"weg\x9b.txt"],
        [b"\x9b"],
    ):
        done = subprocess.run([sys.executable.encode(), b"-m", b"codebench", *args], capture_output=True, check=False)
        assert done.returncode in (0, 1, 2)
        assert not RAW.search((done.stdout + done.stderr).decode("utf-8"))
        assert b"inside codebench" not in done.stderr
