"""How every command is made: its help is its docstring, and it has an example."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, cleandoc, signature
from typing import Any, TypeVar

import typer

from codebench.cli.usage import Verb, Verbs
from codebench.i18n import _

Function = TypeVar("Function", bound=Callable[..., Any])


class Options:
    """Options that belong together: a frozen dataclass of this kind, which a command takes as one parameter."""


class Noun(Verbs):
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
        app.command(name, cls=Verb, help=text, epilog=epilog)(_spread(function))
        return function

    return register


def _spread(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function in the form that Typer knows: each field of its `Options` is a parameter of its own."""
    parameters = signature(function, eval_str=True).parameters
    groups = {
        name: each.annotation
        for name, each in parameters.items()
        if isinstance(each.annotation, type) and issubclass(each.annotation, Options)
    }

    options = {name: signature(group, eval_str=True).parameters for name, group in groups.items()}

    @wraps(function)
    def spread(**given: Any) -> Any:
        # All are taken out first: a group may have the name of one of its options.
        together = {name: group(**{each: given.pop(each) for each in options[name]}) for name, group in groups.items()}
        return function(**given, **together)

    flat = [
        each.replace(kind=Parameter.KEYWORD_ONLY)
        for name, parameter in parameters.items()
        for each in (options[name].values() if name in groups else [parameter])
    ]
    spread.__signature__ = Signature(flat)  # type: ignore[attr-defined]
    return spread
