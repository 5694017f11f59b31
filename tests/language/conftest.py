"""One loaded pipeline for all tests of a session: spaCy takes its time."""

import pytest

from codebench.language.annotate import Annotator
from codebench.language.pipelines import BLANK, BUNDLED, PipelineInfo, find


@pytest.fixture(scope="session")
def blank() -> Annotator:
    """Dutch tokens and sentences by rule; what needs no training is tested with it."""
    info = find(BLANK)
    assert isinstance(info, PipelineInfo)
    return Annotator(info)


@pytest.fixture(scope="session")
def seen(blank: Annotator) -> list[str]:
    """Every piece of text that went through the blank pipeline, noted by a part of it; to be cleared by who looks."""
    from spacy.language import Language
    from spacy.tokens import Doc

    noted: list[str] = []

    @Language.component("noted")
    def note(doc: Doc) -> Doc:
        noted.append(doc.text)
        return doc

    blank._nlp.add_pipe("noted")
    return noted


@pytest.fixture(scope="session")
def bundled() -> Annotator:
    """The pipeline that comes with the package."""
    info = find(BUNDLED)
    assert isinstance(info, PipelineInfo)
    return Annotator(info)
