"""Hostile text in what two coders did: nothing of it steers a terminal, whatever command about their work prints it."""

import shutil
from pathlib import Path

import pytest
from cli_running import Commands
from test_cli_hostile import FILE, NAME, RAW, TRANSCRIPT, check_states

SECOND = f"Bo {NAME}"
ME = ["--coder", NAME]

# What prints nothing of the material on this study has no mark to be looked for.
PLAIN = {"annotate", "model status", "suggestion hunt", "suggestion recheck", "suggestion record", "collocations"}

WORK: dict[str, list[str]] = {
    "agreement": ME,
    "annotate": ME,
    "answer list": ["--values", "niveau [red]", *ME],
    "bookmark list": ME,
    "collocations": ["druk"],
    "compare": ["--by", "niveau [red]", *ME],
    "cooccurrence": ["--with-code", NAME, "--with-code", f"anders {NAME}", *ME],
    "evaluate": ME,
    "export": [f"uit {FILE}.qdpx", "--force", "--coders", NAME, *ME],
    "families": [NAME, f"anders {NAME}", *ME],
    "filter list": [],
    "framework export": ["--themes", *ME],
    "framework show": ["--code", NAME, *ME],
    "kwic": ["druk"],
    "newcodes": ME,
    "scales": ["--variable", "niveau [red]"],
    "merge": ["ander.codebench", "--dry-run", *ME],
    "model status": [],
    "quotes": [f'"{NAME}" and "niveau [red]"="so [red]" or "{NAME}"', "--by", "niveau [red]", "--context", *ME],
    "rule apply": [NAME, "lemma:druk", "--dry-run", *ME],
    "rule list": ME,
    "rule try": [NAME, "lemma:druk", *ME],
    "settle import": [f"geen {FILE}.xlsx", "--round", f"geen {NAME}", *ME],
    "settle list": ME,
    "stopwords": [],
    "suggestion hunt": ME,
    "suggestion like": ["3", *ME],
    "suggestion list": ["-d", "#1", *ME],
    "suggestion missed": [NAME, *ME],
    "suggestion recheck": ME,
    "suggestion record": ME,
    "suggestion themes": ME,
    "theme list": ME,
    "words": ["--by", "niveau [red]"],
}
# These refuse in a sentence that names what was hostile: too little to go on, no such round, no scale.
REFUSED = {"evaluate", "scales", "settle import"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transcript and a survey, coded by two, annotated, with a copy in which the second went on."""
    made = tmp_path_factory.mktemp("work")
    study, other = made / "studie.codebench", made / "ander.codebench"
    (made / "groep.txt").write_text(TRANSCRIPT, "utf-8")
    answers = "".join(f"r{i};so [red];Het was heel druk [lacht] in klas {i}.\n" for i in range(24))
    (made / "enquete.csv").write_text("id;niveau [red];Wat was het moeilijkst en waarom?\n" + answers, "utf-8")
    codebench = Commands()
    codebench("init", study, *ME)
    codebench("import", study, made / "groep.txt", "--yes")
    codebench("import", study, made / "enquete.csv", "--yes", "--role", "niveau [red]=category")
    codebench("codebook", "add", study, NAME, "--field", "rules=lemma:druk")
    codebench("stopwords", study, "--add", "[lacht]")
    codebench("filter", "set", study, NAME, "--where", "niveau [red]=so [red]")
    codebench("model", "use", study, "blank")
    codebench("annotate", study)
    codebench("code", study, "-d", "#1", "--start", "0", "--end", "30", "-c", NAME)
    codebench("review", "mark", study, "-d", "#1")
    codebench("bookmark", "put", study, "-d", "#1")
    codebench("quote", study, "1", "--star", "--clean", NAME, "--paraphrase", NAME)
    codebench("theme", "add", study, NAME, "--code", NAME, "--claim", NAME)
    codebench("theme", "quote", study, "#1", "1")
    codebench("coders", study, "--add", SECOND)
    # A disagreement, to be settled.
    codebench("codebook", "add", study, f"anders {NAME}", *ME)
    codebench("code", study, "-d", "#1", "--start", "0", "--end", "30", "-c", f"anders {NAME}", "--coder", SECOND)
    for start in ("0", "4"):
        there = ["-d", "#1", "--start", start, "--end", "30", "-c", NAME, "--coder", SECOND]
        codebench("code", other if start == "4" else study, *there)
        if start == "0":
            codebench("review", "mark", study, "-d", "#1", "--coder", SECOND)
            shutil.copy(study, other)
    return made


@pytest.mark.parametrize("format", ["table", "csv", "md", "json"])
@pytest.mark.parametrize("command", WORK)
def test_no_raw_byte_reaches_the_terminal(folder: Path, command: str, format: str) -> None:
    ours = (".codebench", ".qdpx")
    given = [folder / argument if argument.endswith(ours) else argument for argument in WORK[command]]
    if command in REFUSED and format not in ("table", "json"):
        format = "table"
    code = 1 if command in REFUSED else 0
    printed = Commands()(*command.split(), folder / "studie.codebench", *given, "--format", format, code=code)
    if format == "json" and command not in REFUSED:
        check_states(command, printed.out)
    for text in (printed.out.removeprefix("\ufeff"), printed.err):
        assert not RAW.search(text), text
    assert "Traceback" not in printed.err
    if format != "md" and command not in PLAIN:
        assert "[red]" in printed.out + printed.err or "[lacht]" in printed.out + printed.err
