"""The researcher's own regular expression for labels, matched in a process that is stopped when it takes too long.

Python's `re` can be sent into a search without end by a pattern such as `(a+)+:`, and a thread can't be stopped.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest.turns import REACH, Candidate, TextLine, told_candidate
from codebench.ingest.wording import quoted

MAX_PATTERN = 500
SECONDS = 5.0

# Read: [pattern, lines]. Written: an error, or per line nothing or [label, time, where the match ends].
_PROGRAM = """
import json, re, sys, warnings
warnings.simplefilter("ignore")
pattern, lines = json.load(sys.stdin.buffer)
try:
    form = re.compile(pattern)
except (re.error, OverflowError, RecursionError) as error:
    json.dump(str(error), sys.stdout)
    sys.exit()
if not form.groups:
    json.dump("", sys.stdout)
    sys.exit()
named = form.groupindex
found = []
for line in lines:
    match = form.match(line)
    label = match and match["label" if "label" in named else 1]
    found.append([label, match["time"] if "time" in named else None, match.end()] if label else None)
json.dump(found, sys.stdout)
"""


def told_candidates(text: str, lines: Sequence[TextLine], pattern: str) -> list[Candidate]:
    """The lines that a pattern takes for the beginning of a turn, matched at the beginning of each (120 characters).

    The label is the group named `label`, else the first; a group named `time` holds the time.

    Raises:
        InputError: the pattern is none, has no group, or takes more than five seconds.
    """
    if len(pattern) > MAX_PATTERN:
        raise InputError(_("A pattern has at most {n} characters.").format(n=MAX_PATTERN))
    begins = [text[line.start : min(line.end, line.start + REACH)] for line in lines]
    found = _run(pattern, begins)
    candidates = []
    for line, match in zip(lines, found, strict=True):
        if match is not None:
            one = told_candidate(text, line, match[0], line.start + match[2], match[1])
            candidates += [] if one is None else [one]
    return candidates


def _run(pattern: str, begins: Sequence[str]) -> list[tuple[str, str | None, int] | None]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _PROGRAM],
            input=json.dumps([pattern, begins]).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        message = _("The pattern '{pattern}' takes too long on this text. Put fewer + and * inside one another.")
        raise InputError(message.format(pattern=quoted(pattern))) from None
    except (OSError, subprocess.CalledProcessError) as error:
        message = _("The pattern '{pattern}' could not be tried ({error}).")
        raise InputError(message.format(pattern=quoted(pattern), error=type(error).__name__)) from error
    answer: str | list[tuple[str, str | None, int] | None] = json.loads(done.stdout)
    if answer == "":
        message = _("The pattern '{pattern}' has no group; put brackets around the label, as in '([A-Z]+)>'.")
        raise InputError(message.format(pattern=quoted(pattern)))
    if isinstance(answer, str):
        message = _("The pattern '{pattern}' is no regular expression: {error}.")
        raise InputError(message.format(pattern=quoted(pattern), error=quoted(answer)))
    return answer
