"""What is said and asked beside a table: results go to stdout, sentences about them to stderr."""

import sys

from codebench.domain.text import shown, shown_line
from codebench.i18n import _


def say(sentence: str) -> None:
    """Tell what was done, where nothing else is printed."""
    sys.stdout.write(shown_line(sentence) + "\n")


def note(sentence: str) -> None:
    """Tell something beside what is printed."""
    sys.stderr.write(shown_line(sentence) + "\n")


def complain(sentence: str) -> None:
    """Tell what went wrong."""
    note(_("codebench: {sentence}").format(sentence=sentence))


def print_text(text: str) -> None:
    """Print a text of the material line by line as it stands."""
    sys.stdout.write(shown(text) + ("" if text.endswith("\n") else "\n"))


def on_terminal() -> bool:
    """Whether somebody sits there who can see what is printed and answer a question."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def may_write(yes: bool) -> bool:
    """Whether the user agreed already, or can be asked."""
    return yes or on_terminal()


def agreed(yes: bool, question: str) -> bool:
    """Whether to go on after what would happen was shown: agreed beforehand, or on the terminal now."""
    if yes:
        return True
    if not on_terminal():
        note(_("Nothing was changed: this is what would happen, and --yes does it."))
        return False
    sys.stderr.write(f"{shown_line(question)} {_('[y/N]')} ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() in ("y", "yes", _("y"), _("yes")):
        return True
    note(_("Nothing was changed."))
    return False
