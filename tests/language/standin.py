"""A real spaCy package under the name of an official pipeline, which says of itself who it is."""

import base64
import hashlib
import json
from pathlib import Path
from zipfile import ZipFile

import spacy
from spacy.language import Language

NAME = "nl_core_news_sm"
VERSION = "3.8.0"
_INIT = """import os
import signal
from pathlib import Path
from spacy.language import Language
from spacy.util import load_model_from_init_py, get_model_meta
@Language.component("touchy")
def touchy(doc):
    if "breekt" in doc.text:
        raise ValueError("it broke")
    if "doodt" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc
__version__ = get_model_meta(Path(__file__).parent)["version"]
def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


def package(folder: Path, name: str = NAME, spacy_version: str | None = None) -> Path:
    """Write the package into a folder; its path.

    It knows a few words with lemmas as a treebank writes them, and one name; it fails at a text with "breekt", and
    dies of one with "doodt". Its last part is registered by the package itself.
    """
    nlp = spacy.blank("nl", meta={"name": name.removeprefix("nl_"), "version": VERSION})
    if spacy_version is not None:
        nlp.meta["spacy_version"] = spacy_version
    nlp.add_pipe("sentencizer", name="senter")
    ruler = nlp.add_pipe("attribute_ruler", name="lemmatizer")
    ruler.add([[{"LOWER": "tijden"}]], {"LEMMA": "Tijd", "POS": "NOUN"})  # type: ignore[attr-defined]
    ruler.add([[{"LOWER": "legde"}]], {"LEMMA": "over_leggen", "POS": "VERB"})  # type: ignore[attr-defined]
    ruler.add([[{"LOWER": "ilse"}]], {"LEMMA": "Ilse", "POS": "PROPN"})  # type: ignore[attr-defined]
    names = nlp.add_pipe("entity_ruler", name="ner")
    names.add_patterns([{"label": "PERSON", "pattern": [{"LOWER": "ilse"}]}])  # type: ignore[attr-defined]
    Language.component("touchy", func=lambda doc: doc)
    nlp.add_pipe("touchy")
    place = folder / name
    place.mkdir(parents=True)
    (place / "__init__.py").write_text(_INIT, "utf-8")
    nlp.to_disk(place / f"{name}-{VERSION}")
    (place / "meta.json").write_text((place / f"{name}-{VERSION}" / "meta.json").read_text("utf-8"), "utf-8")
    return place


def wheel(folder: Path, name: str = NAME, spacy_version: str | None = None) -> Path:
    """The package as a wheel file, as the official ones are given out; its path."""
    place = package(folder / "source", name, spacy_version)
    info = f"{name}-{VERSION}.dist-info"
    files = {
        str(path.relative_to(place.parent)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()
    }
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {VERSION}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{file},sha256={_digest(content)},{len(content)}\n" for file, content in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    path = folder / f"{name}-{VERSION}-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return path


def with_meta(source: Path, folder: Path, **changes: object) -> Path:
    """The same wheel in a folder of its own, with other things said in its meta (its hashes no longer hold)."""
    folder.mkdir()
    target = folder / source.name
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for file in old.namelist():
            content = old.read(file)
            if file.count("/") == 1 and file.endswith("/meta.json"):
                content = json.dumps(json.loads(content) | changes).encode()
            new.writestr(file, content)
    return target


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
