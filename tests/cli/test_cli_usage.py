"""What the command line says by itself is said in the language of the face, and in whole sentences."""

import pytest
from cli_running import Commands, sentence

from codebench.cli.usage import told
from codebench.i18n import speaking

WRONG = {
    ("cass",): ("There is no command 'cass'. Did you mean 'cases', 'case', 'scales'?", "Er is geen commando 'cass'."),
    ("xyz",): ("There is no command 'xyz'.", "Er is geen commando 'xyz'."),
    ("cases", "p", "--outpu", "x"): ("There is no option --outpu. Did you mean --output?", "Er is geen optie --outpu."),
    ("cases", "p", "--zzz"): ("There is no option --zzz.", "Er is geen optie --zzz."),
    ("cases",): ("The argument 'PROJECT' is missing.", "Het argument 'PROJECT' ontbreekt."),
    ("code", "p"): ("The option '--code' / '-c' is missing.", "De optie '--code' / '-c' ontbreekt."),
    ("setting", "mode", "p"): (
        "The argument 'mode' is missing: one of thematic, codebook, grounded.",
        "Het argument 'mode' ontbreekt: een van",
    ),
    ("cases", "p", "a", "b"): (
        "This is more than the command takes: a b.",
        "Dit is meer dan het commando vraagt: a b.",
    ),
    ("cases", "p", "--force=1"): ("The option '--force' takes no value.", "De optie '--force' krijgt geen waarde."),
    ("cases", "p", "--output"): ("The option '--output' needs a value.", "De optie '--output' vraagt een waarde."),
    ("cases", "p", "--format", "x"): ("'--format' can't be that: 'x' is not one of", "'x' is niet een van 'table'"),
    ("history", "p", "--limit", "x"): (
        "'--limit' can't be that: a whole number",
        "er wordt een geheel getal gevraagd.",
    ),
    ("history", "p", "--limit", "0"): ("it has to be 1 or more.", "het moet 1 of meer zijn."),
    ("compare", "p", "--alpha", "x"): ("a number is asked for.", "er wordt een getal gevraagd."),
    ("compare", "p", "--alpha", "3"): ("it has to be 1 or less.", "het moet 1 of minder zijn."),
}


@pytest.mark.parametrize("line", WRONG, ids=" ".join)
def test_a_line_that_cannot_be_read_is_told_in_both_languages(codebench: Commands, line: tuple[str, ...]) -> None:
    english, dutch = WRONG[line]
    assert english in sentence(codebench(*line, code=2).stderr)
    with speaking("nl"):
        assert dutch in sentence(codebench(*line, code=2).stderr)


def test_help_has_its_fixed_words_in_the_language_of_the_face(codebench: Commands) -> None:
    with speaking("nl"):
        lines = codebench("case", "role", "--help").out.splitlines()
        assert lines[0].startswith("Gebruik: codebench case role [OPTIES] ")
        assert "Argumenten:" in lines and "Opties:" in lines
        assert [line for line in lines if line.strip().endswith("[verplicht]")]
        assert "[omgevingsvariabele: CODEBENCH_CODER]" in " ".join(lines)
        assert "COMMANDO" in codebench("--help").out and "Commando's:" in codebench("--help").out
        assert "[anders: " in codebench("frequencies", "--help").out
    assert "Show this message and exit." in codebench("case", "role", "--help").out


def test_a_sentence_that_is_not_known_stays_as_it_is() -> None:
    assert told("Something {new} of Typer's.") == "Something {new} of Typer's."
