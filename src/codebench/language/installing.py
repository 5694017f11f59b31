"""Putting an official pipeline beside codebench: from a wheel that was carried here, or from the internet."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from codebench.domain.errors import CodebenchError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.language.pipelines import LANGUAGE, OFFICIAL, misfit, needed_release

_WHEEL = re.compile(r"(?P<name>\w+)-(?P<version>[^-]+)(-[^-]+)?-[^-]+-[^-]+-[^-]+\.whl", re.ASCII)
_LONGEST = 15 * 60  # seconds for a download


@dataclass(frozen=True, slots=True)
class Wheel:
    """A file that holds a Dutch pipeline which fits the installed spaCy."""

    path: Path
    name: str
    version: str


def look_into(path: Path) -> Wheel:
    """What a wheel file holds.

    Raises:
        InputError: it is no wheel of a Dutch pipeline, or of one that does not fit here.
    """
    shown = shown_line(path.name)
    named = _WHEEL.fullmatch(path.name)
    if not path.is_file():
        raise InputError(_("There is no file {path}.").format(path=shown_line(str(path))))
    if named is None:
        raise InputError(_("{file} does not have the name of a wheel, as {like}.").format(file=shown, like=wanted()))
    try:
        with ZipFile(path) as wheel:
            meta = json.loads(wheel.read(f"{named['name']}/meta.json"))
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise InputError(_("{file} holds no pipeline of spaCy, or not all of it.").format(file=shown)) from error
    if not isinstance(meta, Mapping) or f"{meta.get('lang')}_{meta.get('name')}" != named["name"]:
        raise InputError(_("{file} holds another pipeline than its name says.").format(file=shown))
    if meta.get("lang") != LANGUAGE:
        raise InputError(_("{file} holds no Dutch pipeline.").format(file=shown))
    unfit = misfit(meta)
    if unfit is not None:
        raise InputError(_("{why} What fits is {like}.").format(why=unfit, like=wanted()))
    return Wheel(path, named["name"], named["version"])


def install(wheel: Wheel) -> None:
    """Install the wheel file as it is, without the internet.

    Raises:
        CodebenchError: pip is not there, or refused.
    """
    if find_spec("pip") is None:
        message = _("pip is not installed beside codebench; install {file} with the tool that you installed it with.")
        raise CodebenchError(message.format(file=shown_line(wheel.path.name)))
    done = _run(["pip", "install", "--quiet", "--no-index", "--no-deps", "--upgrade", str(wheel.path.resolve())])
    if done.returncode != 0:
        message = _("{file} could not be installed ({error}); nothing was changed.")
        raise CodebenchError(message.format(file=shown_line(wheel.path.name), error=_last_words(done)))
    invalidate_caches()


def download(name: str) -> None:
    """Have spaCy fetch and install an official pipeline.

    Raises:
        CodebenchError: that did not succeed; the sentence says how to carry it over by hand.
    """
    try:
        done = _run(["spacy", "download", name])
    except subprocess.TimeoutExpired:
        why = _("it took too long")
    else:
        if done.returncode == 0:
            invalidate_caches()
            return
        why = _("the internet seems closed here") if "requests.exceptions" in done.stderr else _last_words(done)
    message = _(
        "{name} could not be fetched ({why}): on another machine download {like} from the releases of spacy-models"
        " by Explosion on GitHub, carry the file over, and run `codebench model install FILE`."
    )
    raise CodebenchError(message.format(name=name, why=why, like=wanted(name)))


def wanted(name: str = OFFICIAL[0]) -> str:
    """How the file of an official pipeline that fits here is called."""
    return f"{name}-{needed_release()}.*-py3-none-any.whl"


def _run(arguments: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-P", "-m", *arguments]
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=_LONGEST,
    )


def _last_words(done: "subprocess.CompletedProcess[str]") -> str:
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return shown_line((errors or lines or [_("exit code {n}").format(n=done.returncode)])[-1])
