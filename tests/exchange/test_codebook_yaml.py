"""A codebook goes through a file unchanged, and each fault in a file is told with its line."""

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.domain.test_rule import rules

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodebookDraft, CodeDraft, CodeFields, SetDraft
from codebench.domain.codetree import CodeTree, name_key
from codebench.domain.errors import InputError, StorageError
from codebench.domain.rule import parse
from codebench.exchange.codebook_yaml import codebook_text, read_codebook, write_codebook

CODEBOOKS = Path(__file__).parents[2] / "codebooks"

ODD = (
    "no",
    "null",
    "~",
    "1.5",
    "1e3",
    "0x1F",
    "2019-01-01",
    ":",
    "a: b",
    "#",
    "a #b",
    "- x",
    "?",
    "&a",
    "*a",
    "!t",
    "%",
)
ODD += (
    "'",
    '"',
    "'t is",
    "\\",
    "[",
    "{}",
    "@x",
    "`x",
    "|",
    "tijd",
    "zorgcoördinator",
    "😀",
    "a\u2028b",
    "\ufeffx",
    "x\x07",
)


def is_name(text):
    with suppress(InputError):
        CodeTree(()).check_name(text, None)
        return True
    return False


def is_rule(line):
    with suppress(InputError):
        return bool(parse(line))
    return False


words = st.text(st.characters(exclude_categories=("Cs", "Z", "Cc")), min_size=1, max_size=12)
spaces = st.sampled_from(
    (" ", " ", " ", " ", "  ", "\n", "\n\n", " \n", "\n ", "\t", "\u00a0", "\u2028", "\x85", "\r\n")
)
prose = st.lists(st.tuples(words, spaces), min_size=5, max_size=40).map(lambda parts: "".join(map("".join, parts)))
texts = st.one_of(st.sampled_from(ODD), st.text(max_size=30), prose, prose.map(str.strip))
names = st.one_of(st.sampled_from(ODD), words, st.text(min_size=1, max_size=30)).map(str.strip).filter(is_name)
fields = st.builds(
    CodeFields,
    *[texts] * len(TEXT_FIELDS),
    *[st.lists(texts, max_size=12).map(tuple)] * (len(LIST_FIELDS) - 1),
    st.lists(rules().map(str).filter(is_rule), max_size=5).map(tuple),
    colour=st.one_of(st.just(""), st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True)),
    mark=st.sampled_from(["", "Ti", "+", "é", "♥", "no", "1"]),
)


def siblings(children):
    codes = st.lists(st.builds(CodeDraft, names, fields, children, st.booleans()), max_size=3)
    return codes.map(lambda found: tuple({name_key(code.name): code for code in found}.values()))


codes = st.recursive(st.just(()), siblings, max_leaves=8)
members = st.lists(st.lists(names, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple)
sets = st.lists(st.builds(SetDraft, names, members), max_size=2)
sets = sets.map(lambda found: tuple({name_key(each.name): each for each in found}.values()))
drafts = st.builds(CodebookDraft, names, codes, st.sampled_from(("nl", "en", "no")), texts, sets)


def read(tmp_path, text):
    path = tmp_path / "boek.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read_codebook(path)


@settings(max_examples=50)
@given(drafts)
@example(CodebookDraft("x", (CodeDraft("a", CodeFields(definition="lang " * 40 + "einde\n\nen verder")),)))
@example(CodebookDraft("x", (CodeDraft("a", CodeFields(keywords=("een, twee", "drie") * 20)),)))
def test_what_is_written_is_read_back(tmp_path_factory, draft):
    path = tmp_path_factory.mktemp("yaml") / "boek.yaml"
    write_codebook(draft, path)
    assert read_codebook(path) == draft


@settings(max_examples=50)
@given(drafts)
def test_other_yaml_readers_understand_it_the_same_way(draft):
    def expected(code):
        found = {"name": code.name}
        found |= {key: getattr(code.fields, key) for key in TEXT_FIELDS if getattr(code.fields, key)}
        found |= {key: list(getattr(code.fields, key)) for key in LIST_FIELDS if getattr(code.fields, key)}
        found |= {"colour": code.fields.colour} if code.fields.colour else {}
        found |= {"mark": code.fields.mark} if code.fields.mark else {}
        found |= {"archived": "yes"} if code.is_archived else {}
        return found | ({"codes": [expected(child) for child in code.children]} if code.children else {})

    found = YAML(typ="safe", pure=True).load(codebook_text(draft))
    assert found["codes"] == [expected(code) for code in draft.codes]
    assert (found["codebook"], found["language"]) == (draft.name, draft.language)
    assert found.get("description", "") == draft.description
    told = [(each["name"], each.get("codes", [])) for each in found.get("sets", [])]
    assert told == [(each.name, [" > ".join(path) for path in each.codes]) for each in draft.sets]


@pytest.mark.parametrize("name", ["ondersteuners", "zorgcoordinatoren"])
def test_the_codebooks_that_ship(tmp_path, name):
    draft = read_codebook(CODEBOOKS / f"{name}.yaml")
    assert draft.language == "nl"
    assert len(list(draft.walk())) > 20
    assert all(code.fields.definition and not code.fields.definition.endswith("\n") for _path, code in draft.walk())
    write_codebook(draft, tmp_path / "copy.yaml")
    assert read_codebook(tmp_path / "copy.yaml") == draft


def test_a_written_file_is_readable_and_its_keys_stand_in_order():
    long = "De spreker beschrijft een activiteit van ondersteuning, of vergelijkt of verdedigt een manier van werken."
    fields = CodeFields(
        colour="#0072B2",
        aliases=("no",),
        rules=("geen|weinig ... tijd", '"te weinig" tijd~', "overleg"),
        keywords=("klas", "een, twee"),
        definition=long,
        example="“Ja,” zei ze: dat is 't.",
    )
    draft = CodebookDraft("Proef", (CodeDraft("tijd", fields, (CodeDraft("1.5"),)), CodeDraft("no")))
    assert codebook_text(draft) == (
        "codebook: Proef\n"
        "language: nl\n"
        "codes:\n"
        "  - name: tijd\n"
        "    definition: >-\n"
        "      De spreker beschrijft een activiteit van ondersteuning, of vergelijkt of verdedigt een manier\n"
        "      van werken.\n"
        '    example: "“Ja,” zei ze: dat is \'t."\n'
        '    keywords: [klas, "een, twee"]\n'
        '    aliases: ["no"]\n'
        "    rules:\n"
        '      - "geen|weinig ... tijd"\n'
        "      - '\"te weinig\" tijd~'\n"
        "      - overleg\n"
        '    colour: "#0072B2"\n'
        "    codes:\n"
        '      - name: "1.5"\n'
        "\n"
        '  - name: "no"\n'
    )


def test_prose_is_folded_within_the_width():
    text = codebook_text(CodebookDraft("x", (CodeDraft("a", CodeFields(definition="woord en nog een " * 60)),)))
    assert max(map(len, text.splitlines())) > 1000  # a trailing space can't be folded exactly: it stays between quotes
    text = codebook_text(CodebookDraft("x", (CodeDraft("a", CodeFields(definition=("woord en zo " * 60).strip())),)))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 100
    assert all(len(a) + 1 + len(b.split()[0]) > 100 for a, b in pairwise(lines[5:]))


def test_hand_written_files_may_say_it_otherwise(tmp_path):
    text = "\ufeffcodebook: 2019\r\ncodes:\r\n- name: no\r\n  definition: |\r\n    Twee\r\n    regels\r\n\r\n"
    text += (
        "  example: >\r\n    Een\r\n    regel\r\n  keywords: [1.50, ja]\r\n  include_when: null\r\n- {name: ' b '}\r\n"
    )
    fields = CodeFields(definition="Twee\nregels", example="Een regel", keywords=("1.50", "ja"))
    assert read(tmp_path, text) == CodebookDraft("2019", (CodeDraft("no", fields), CodeDraft("b")))


def book(*lines):
    return "\n".join(("codebook: x", "codes:", *lines)) + "\n"


ANCHORS = "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
FAULTS = {
    "unknown key": (book("  - name: a", "    color: red"), 4, "color"),
    "unknown key of the codebook": ("codebook: x\nauthor: y\ncodes: []\n", 2, "author"),
    "an unknown key above a list": (book("  - name: a", "    tags:", "      - b"), 4, "tags"),
    "no name": (book("  - definition: iets"), 3, "no name"),
    "nothing as a name": (book("  - name: null"), 3, "no name"),
    "white space as a name": (book("  - name: ' '"), 3, "needs a name"),
    "a list as a name": (book("  - name: [a]"), 3, "`name`"),
    "an arrow in a name": (book("  - name: a > b"), 3, "'>'"),
    "two lines in a name": (book("  - name: |", "      a", "      b"), 3, "one line"),
    "a long name": (book("  - name: " + "a" * 121), 3, "120"),
    "doubled siblings": (book("  - name: Tijd", "  - name: tijd"), 4, "line 3"),
    "doubled siblings on one line": ("codebook: x\ncodes: [{name: a}, {name: A}]\n", 2, "sibling"),
    "the same key twice": (book("  - name: a", "    example: x", "    example: y"), 5, "example"),
    "the same text key twice at the top": ("codebook: x\ncodebook: y\n", 2, "codebook"),
    "text for a list": (book("  - name: a", "    keywords: tijd, overleg"), 4, "keywords"),
    "a hole in a list": (book("  - name: a", "    keywords: [a, null, b]"), 4, "keywords"),
    "a list for a text": (book("  - name: a", "    example: [a, b]"), 4, "example"),
    "a list for a codebook": ("- name: a\n- name: b\n", 1, "codebook"),
    "a text for the codes": ("codebook: x\ncodes: a\n", 2, "codes"),
    "a text for a code": (book("  - a"), 3, "name"),
    "no codes": ("codebook: x\n", 1, "codes"),
    "no codebook": ("codes: []\n", 1, "codebook"),
    "a colour that YAML takes for a comment": (book("  - name: a", "    colour: #0072B2"), 4, '"#0072B2"'),
    "no rule": (
        book("  - name: a", "    rules:", "      - tijd", "      - '... tijd'"),
        6,
        "character 1: `...` stands",
    ),
    "no colour": (book("  - name: a", "    colour: blauw"), 4, '"#0072B2"'),
    "an anchor": (book("  - name: &x a"), 3, "anchors"),
    "a bomb": (ANCHORS, 1, "anchors"),
    "an alias": (book("  - name: a", "    codes: *x"), 4, "anchors"),
    "a tag": (book("  - name: !!python/object/apply:os.system a"), 3, "tag"),
    "a merge key": (book("  - <<: {name: a}"), 3, "<<"),
    "a key that is a list": ("? [a]\n: b\n", 1, "field"),
    "two documents": ("codebook: x\ncodes: []\n---\ncodebook: y\n", 3, "second"),
    "no YAML": ("codebook: x\ncodes: [a\n", 2, "not YAML"),
    "a colon in plain text": (book("  - name: a", "    example: hij zei: nee"), 4, "not YAML"),
    "a tab for indentation": ("codebook: x\ncodes:\n\t- name: a\n", 3, "not YAML"),
    "a control character": ("codebook: x\ncodes:\n  - name: a\x07b\n", 3, "control character"),
    "an impossible character": ('codebook: "\\UFFFFFFFF"\n', 1, "not YAML"),
    "nested too deeply": ("codebook: " + "[" * 5000, 1, "deeply"),
    "comments only": ("# niets\n", 1, "no codebook"),
    "Windows-1252": (book("  - name: co\udcf6rdinatie").encode("utf-8", "surrogateescape"), 3, "UTF-8"),
    "binary": (b"codebook: x\n\x00\x01", 2, "control character"),
}


@pytest.mark.parametrize(("text", "line", "told"), FAULTS.values(), ids=FAULTS)
def test_faults_are_told_with_file_and_line(tmp_path, text, line, told):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(f"boek.yaml, line {line}: ")
    assert told in message
    assert "\n" not in message


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_file(tmp_path, content):
    with pytest.raises(InputError, match=r"boek\.yaml is empty"):
        read(tmp_path, content)


def test_what_is_no_file(tmp_path):
    with pytest.raises(InputError, match=r"no file weg\.yaml"):
        read_codebook(tmp_path / "weg.yaml")
    with pytest.raises(InputError, match="no ordinary file"):
        read_codebook(tmp_path)
    with pytest.raises(InputError, match="larger than 2 MB"):
        read(tmp_path, b"x" * 2_000_001)


pieces = st.sampled_from(
    ("codebook: x\n", "codes:\n", "- name: a\n", "  ", "[", "]", "{", "}", ": ", "- ", "|\n", ">2-\n")
)
pieces |= st.sampled_from(
    ("&a ", "*a", "!", "%YAML 1.1\n", "---\n", "...\n", "? ", "'", '"', "\\x", "#", "\t", ",", "\n")
)


@given(st.one_of(st.binary(max_size=60), st.lists(pieces | st.text(max_size=3), max_size=25).map("".join)))
def test_any_file_is_a_codebook_or_an_input_error(tmp_path_factory, content):
    try:
        draft = read(tmp_path_factory.mktemp("fuzz"), content)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(draft, CodebookDraft)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "boek.yaml"
    write_codebook(CodebookDraft("oud", ()), path)
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(StorageError, match=r"boek\.yaml could not be written \(No space left"):
        write_codebook(CodebookDraft("nieuw", ()), path)
    assert read_codebook(path).name == "oud"
    assert [found.name for found in tmp_path.iterdir()] == ["boek.yaml"]
