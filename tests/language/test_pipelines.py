"""Which pipeline is used: an installed official one before the bundled one, and never nothing."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from codebench.domain.errors import InputError
from codebench.language.annotate import Annotator
from codebench.language.installing import look_into
from codebench.language.pipelines import BLANK, BUNDLED, Origin, PipelineInfo, choose, find
from tests.language import standin

TEXT = "Ilse legde de tijden uit"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with installed packages: one official pipeline, one for another spaCy, one that is no pipeline."""
    folder = tmp_path_factory.mktemp("site")
    standin.package(folder)
    standin.package(folder, "nl_core_news_lg", spacy_version=">=2.0,<2.1")
    (folder / "nl_core_news_md").mkdir()
    (folder / "nl_core_news_md" / "__init__.py").touch()
    return folder


@pytest.fixture
def installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(site))
    yield
    for name in [name for name in sys.modules if name.startswith("nl_core_news")]:
        del sys.modules[name]


def test_there_always_is_one() -> None:
    info = choose().pipeline
    assert info.origin in (Origin.BUNDLED, Origin.BLANK)
    assert Annotator(info).annotate(["nvt"])[0].starts == [0]


@pytest.mark.usefixtures("installed")
def test_an_installed_official_pipeline_goes_before_the_bundled_one() -> None:
    info = choose().pipeline
    assert (info.name, info.version, info.origin) == (standin.NAME, standin.VERSION, Origin.INSTALLED)
    assert info.components == ("senter", "lemmatizer", "ner", "touchy")
    assert (info.has_entities, info.has_lemmas, info.has_tags) == (True, True, False)
    assert info.missing() == ("nouns and verbs are not told apart",)


@pytest.mark.usefixtures("installed")
def test_what_an_installed_pipeline_says_is_what_is_kept() -> None:
    said = Annotator(choose().pipeline).annotate([TEXT])[0]
    assert said.lemmas == ["Ilse", "overleggen", "de", "tijd", "uit"]
    assert said.tags == ["PROPN", "VERB", "", "NOUN", ""]
    assert [(TEXT[name.start : name.end], name.label) for name in said.entities] == [("Ilse", "PERSON")]


@pytest.mark.usefixtures("installed")
def test_the_setting_goes_before_what_is_installed() -> None:
    choice = choose(BLANK)
    assert (choice.pipeline.name, choice.pipeline.place, choice.doubts) == (BLANK, None, ())


def test_a_setting_that_is_not_installed_is_told_and_passed_over() -> None:
    choice = choose("nl_core_news_lg")
    assert choice.pipeline.name in (BUNDLED, BLANK)
    assert choice.doubts[0] == "The pipeline nl_core_news_lg is not installed here."


@pytest.mark.usefixtures("installed")
def test_what_does_not_fit_is_told_and_passed_over() -> None:
    too_old = find("nl_core_news_lg")
    assert isinstance(too_old, str)
    assert too_old.startswith("nl_core_news_lg 3.8.0 is made for spaCy >=2.0,<2.1, and here is spaCy 3.")
    assert find("nl_core_news_md") == "nl_core_news_md is no Dutch pipeline of spaCy."
    choice = choose("nl_core_news_lg")
    assert choice.pipeline.name == standin.NAME
    assert choice.doubts == (too_old,)


@pytest.mark.parametrize("name", ["", ".", "os.path", "../x", "nl core", "json", "__main__", "\x1b[2J"])
def test_a_name_that_is_no_pipeline_is_refused_in_a_sentence(name: str) -> None:
    told = find(name)
    assert isinstance(told, str)
    assert told.endswith(".")
    assert "\x1b" not in told


def test_finding_a_pipeline_loads_nothing(site: Path) -> None:
    code = f"""
import sys; sys.path.insert(0, {str(site)!r})
from codebench.language.pipelines import choose
import codebench.language.annotate, codebench.language.installing, codebench.project.annotations
assert choose().pipeline.name == {standin.NAME!r}
print([name for name in ("spacy", "thinc", {standin.NAME!r}) if name in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.usefixtures("installed")
def test_a_package_that_can_not_be_loaded_is_told_in_a_sentence(tmp_path: Path) -> None:
    info = find(standin.NAME)
    assert isinstance(info, PipelineInfo)
    broken = PipelineInfo(info.name, info.version, info.origin, tmp_path, info.components)
    with pytest.raises(InputError, match=r"The pipeline nl_core_news_sm .* can't be loaded"):
        Annotator(broken)


def test_a_wheel_is_looked_into_before_it_is_installed(tmp_path: Path) -> None:
    good = standin.wheel(tmp_path)
    assert (look_into(good).name, look_into(good).version) == (standin.NAME, standin.VERSION)
    other = tmp_path / "nl_core_news_md-3.8.0-py3-none-any.whl"
    other.write_bytes(good.read_bytes())
    text = tmp_path / "nl_core_news_lg-3.8.0-py3-none-any.whl"
    text.write_text("no wheel")
    renamed = tmp_path / "model.whl"
    renamed.write_bytes(good.read_bytes())
    for path, why in (
        (tmp_path / "nergens.whl", "There is no file"),
        (tmp_path, "There is no file"),
        (other, "holds no pipeline of spaCy"),
        (text, "holds no pipeline of spaCy"),
        (renamed, "does not have the name of a wheel"),
        (standin.with_meta(good, tmp_path / "a", name="core_news_md"), "holds another pipeline than its name says"),
        (standin.with_meta(good, tmp_path / "b", spacy_version=">=2.1,<2.2"), "is made for spaCy >=2.1,<2.2"),
        (standin.with_meta(good, tmp_path / "c", spacy_version="nonsense"), "What fits is nl_core_news_sm-3"),
    ):
        with pytest.raises(InputError, match=why):
            look_into(path)
    english = tmp_path / "en_core_web_sm-3.8.0-py3-none-any.whl"
    with ZipFile(english, "w") as archive:
        archive.writestr("en_core_web_sm/meta.json", json.dumps({"lang": "en", "name": "core_web_sm"}))
    with pytest.raises(InputError, match="holds no Dutch pipeline"):
        look_into(english)
