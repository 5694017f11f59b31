"""What Typer says by itself, in the language of the face: the fixed words of the help, and what is wrong in a line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from typer.core import TyperCommand, TyperGroup

from codebench.i18n import _


class Verb(TyperCommand):
    """A command whose help is in one language."""

    def get_help(self, ctx: Any) -> str:
        """The help that `--help` prints."""
        return _help_of(self, ctx)


class Verbs(TyperGroup):
    """A group of commands whose help is in one language."""

    def get_help(self, ctx: Any) -> str:
        """The help that `--help` prints."""
        return _help_of(self, ctx)


def told(sentence: str) -> str:
    """What Typer says of a line that it can't read, as we say it; as it is where we don't know the sentence."""
    for pattern, ours in _sentences().items():
        found = _pattern(pattern).fullmatch(sentence)
        if found is not None:
            return ours.format(**{name: told(what) for name, what in found.groupdict().items()})
    return sentence.replace(",\n\t", ", ")


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A template as a pattern: `{name}` stands for whatever there is."""
    literal = re.split(r"\{(\w+)\}", template)
    parts = [re.escape(part) if i % 2 == 0 else f"(?P<{part}>.+?)" for i, part in enumerate(literal)]
    return re.compile("".join(parts), re.DOTALL)


def _sentences() -> Mapping[str, str]:
    """Typer's sentences, and ours; a longer one before the one that it begins with."""
    return {
        "No such command {name}. Did you mean {like}?": _("There is no command {name}. Did you mean {like}?"),
        "No such command {name}.": _("There is no command {name}."),
        "No such option: {name} (Possible options: {like})": _("There is no option {name}. Did you mean {like}?"),
        "No such option: {name}": _("There is no option {name}."),
        "Missing command.": _("A command is missing."),
        "Missing argument {name}.": _("The argument {name} is missing."),
        "Missing option {name}.": _("The option {name} is missing."),
        "Missing argument {name}. Choose from:\n\t{values}": _("The argument {name} is missing: one of {values}."),
        "Missing option {name}. Choose from:\n\t{values}": _("The option {name} is missing: one of {values}."),
        "Got unexpected extra argument(s) ({names})": _("This is more than the command takes: {names}."),
        "Option {name} does not take a value.": _("The option {name} takes no value."),
        "Option {name} requires an argument.": _("The option {name} needs a value."),
        "Option {name} requires {n} arguments.": _("The option {name} needs {n} values."),
        "Argument {name} takes {n} values.": _("The argument {name} takes {n} values."),
        "Invalid value for {name}: {what}": _("{name} can't be that: {what}"),
        "Invalid value: {what}": _("This can't be: {what}"),
        "Value error, {what}": "{what}",
        "{value} is not one of {values}.": _("{value} is not one of {values}."),
        "Input should be a valid integer, unable to parse string as an integer": _("a whole number is asked for."),
        "Input should be a valid number, unable to parse string as a number": _("a number is asked for."),
        "Input should be greater than or equal to {n}": _("it has to be {n} or more."),
        "Input should be less than or equal to {n}": _("it has to be {n} or less."),
    }


def _words() -> Mapping[str, str]:
    """The words that stand around a help text, and ours."""
    return {
        "[OPTIONS]": _("[OPTIONS]"),
        "COMMAND [ARGS]...": _("COMMAND [ARGS]..."),
        "Arguments": _("Arguments"),
        "Options": _("Options"),
        "Commands": _("Commands"),
        "Show this message and exit.": _("Show this message and exit."),
        "Install completion for the current shell.": _("Install completion for the current shell."),
        "Show completion for the current shell, to copy it or customize the installation.": _(
            "Show completion for the current shell, to copy it or customize the installation."
        ),
        "required": _("required"),
        "default: {value}": _("default: {value}"),
        "env var: {name}": _("environment variable: {name}"),
    }


def _help_of(command: TyperCommand | TyperGroup, ctx: Any) -> str:
    formatter = ctx.make_formatter()
    command.format_help(ctx, _InOurWords(formatter))  # type: ignore[arg-type]
    return str(formatter.getvalue()).rstrip("\n")


class _InOurWords:
    """Typer's writer of help texts; what passes through to it has the fixed words in the language of the face."""

    def __init__(self, formatter: Any) -> None:
        self._formatter = formatter
        self._words = _words()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._formatter, name)

    def write_usage(self, prog: str, args: str = "") -> None:
        """The line that shows how a command is written."""
        for theirs in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(theirs, self._words[theirs])
        self._formatter.write_usage(prog, args, _("Usage: "))

    def section(self, name: str) -> AbstractContextManager[None]:
        """A part under a heading."""
        section: AbstractContextManager[None] = self._formatter.section(self._words.get(name, name))
        return section

    def write_dl(self, rows: Sequence[tuple[str, str]], *settings: Any, **more: Any) -> None:
        """Names with what they are, in two columns."""
        self._formatter.write_dl([(name, " ".join(self._parts(text))) for name, text in rows], *settings, **more)

    def _parts(self, text: str) -> Iterator[str]:
        """What something is, and behind it in brackets what Typer says of it."""
        text, bracket, extra = text.partition("  [")
        yield self._words.get(text, text)
        if bracket:
            yield f" [{'; '.join(map(self._of_extra, extra.removesuffix(']').split('; ')))}]"

    def _of_extra(self, one: str) -> str:
        for theirs, ours in self._words.items():
            found = _pattern(theirs).fullmatch(one)
            if found is not None:
                return ours.format(**found.groupdict())
        return one
