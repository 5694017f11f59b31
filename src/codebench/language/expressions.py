"""A researcher's own regular expression, matched in a process that is stopped when it takes too long.

Python's `re` can be sent into a search without end by a pattern such as `(a+)+:`, and a thread can't be stopped.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

MAX_PATTERN = 500
SECONDS = 5.0
_SHOWN = 80  # characters of a pattern that a sentence quotes

# Read: what is wanted, in JSON. Written: what was found, or the sentence of `re` on what is wrong with the pattern.
_PROGRAM = """
import json, re, sys, warnings

def labels(form, lines):
    if not form.groups:
        return None
    named = form.groupindex
    found = []
    for line in lines:
        match = form.match(line)
        label = match and match["label" if "label" in named else 1]
        found.append([label, match["time"] if "time" in named else None, match.end()] if label else None)
    return found

def places(form, texts, most):
    found, left = [], most
    for text in texts:
        spans = []
        for match in form.finditer(text):
            if not left:
                break
            if match.end() > match.start():
                spans.append(match.span())
                left -= 1
        found.append(spans)
    return found

warnings.simplefilter("ignore")
job = json.load(sys.stdin.buffer)
try:
    flags = re.IGNORECASE | re.MULTILINE if "most" in job else 0
    form = re.compile(job["pattern"], flags)
except (re.error, OverflowError, RecursionError) as error:
    json.dump({"wrong": str(error)}, sys.stdout)
else:
    texts = job["texts"]
    json.dump({"found": places(form, texts, job["most"]) if "most" in job else labels(form, texts)}, sys.stdout)
"""


def expression_in(term: str) -> str | None:
    """The regular expression that a search means: what stands between slashes, as in `/over(werk|uren)/`; else None."""
    is_one = len(term) > 2 and term.startswith("/") and term.endswith("/")
    return term[1:-1] if is_one else None


def find_places(pattern: str, texts: Sequence[str], most: int) -> list[list[tuple[int, int]]]:
    """Per text where the pattern matches, as half-open places in code points: the first `most` of all of them.

    Capitals do not matter, `^` and `$` are the ends of a line, and what matches nothing at all is no place.

    Raises:
        InputError: the pattern is none, or takes more than five seconds on these texts.
    """
    found = _run(pattern, {"texts": texts, "most": most})
    return [[(start, end) for start, end in spans] for spans in found]


def find_labels(pattern: str, lines: Sequence[str]) -> list[tuple[str, str | None, int] | None]:
    """Per line what matches at its beginning: the group `label` or else the first, the group `time`, where it ends.

    Raises:
        InputError: the pattern is none, has no group, or takes more than five seconds on these lines.
    """
    found = _run(pattern, {"texts": lines})
    if found is None:
        message = _("The pattern '{pattern}' has no group; put brackets around the label, as in '([A-Z]+)>'.")
        raise InputError(message.format(pattern=_quoted(pattern)))
    return [None if each is None else (each[0], each[1], each[2]) for each in found]


def _run(pattern: str, job: dict[str, Any]) -> Any:
    if len(pattern) > MAX_PATTERN:
        raise InputError(_("A pattern has at most {n} characters.").format(n=MAX_PATTERN))
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _PROGRAM],
            input=json.dumps({"pattern": pattern, **job}).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        message = _("The pattern '{pattern}' takes too long on this text. Put fewer + and * inside one another.")
        raise InputError(message.format(pattern=_quoted(pattern))) from None
    except (OSError, subprocess.CalledProcessError) as error:
        message = _("The pattern '{pattern}' could not be tried ({error}).")
        raise InputError(message.format(pattern=_quoted(pattern), error=type(error).__name__)) from error
    answer = json.loads(done.stdout)
    if "wrong" in answer:
        message = _("The pattern '{pattern}' is no regular expression: {error}.")
        raise InputError(message.format(pattern=_quoted(pattern), error=_quoted(answer["wrong"])))
    return answer["found"]


def _quoted(text: str) -> str:
    shown = shown_line(text)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
