"""How every command is made: its help is its docstring, and it has an example."""

from collections.abc import Callable
from inspect import cleandoc
from typing import Any, TypeVar

import typer
from typer.core import TyperGroup

from codebench.i18n import _

Function = TypeVar("Function", bound=Callable[..., Any])


class Noun(TyperGroup):
    """A group of commands that shows its help when no command is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments, or ask for the help where there are none."""
        return super().parse_args(ctx, args or ["--help"])


def commands(summary: str = "") -> typer.Typer:
    """An empty set of commands: those of one noun, or verbs that stand alone."""
    # Plain help: nothing in a docstring, an argument or a message is ever taken for markup.
    return typer.Typer(help=summary, cls=Noun, rich_markup_mode=None, pretty_exceptions_enable=False)


def command(app: typer.Typer, name: str, *, example: str) -> Callable[[Function], Function]:
    """Make a function a command; `example` is a line that a user can type, without `codebench`."""

    def register(function: Function) -> Function:
        text = _(cleandoc(function.__doc__ or ""))
        # \b keeps the example on one line, to be copied.
        epilog = "\b\n" + _("Example:") + f"\n  codebench {example}"
        app.command(name, help=text, epilog=epilog)(function)
        return function

    return register
