"""Every command is documented by itself: a sentence, an example that parses, a format where it prints a table."""

import inspect
import shlex
from collections.abc import Iterator

import pytest
from typer.core import TyperCommand, TyperGroup

from codebench.cli.commands import COMMANDS, load, root


def all_commands() -> Iterator[tuple[tuple[str, ...], TyperCommand]]:
    for name in COMMANDS:
        found = load(name)
        if isinstance(found, TyperGroup):
            for verb, each in found.commands.items():
                assert isinstance(each, TyperCommand)
                yield (name, verb), each
        else:
            yield (name,), found


ALL = dict(all_commands())
each_command = pytest.mark.parametrize("names", ALL, ids=" ".join)


@each_command
def test_a_command_has_a_sentence_and_an_example(names: tuple[str, ...]) -> None:
    command = ALL[names]
    assert command.help is not None
    assert command.help.splitlines()[0].endswith((".", ":"))
    assert command.epilog is not None
    assert f"codebench {' '.join(names)} " in command.epilog


@each_command
def test_the_example_parses(names: tuple[str, ...]) -> None:
    command = ALL[names]
    assert command.epilog is not None
    example = shlex.split(command.epilog.splitlines()[-1])
    command.make_context(names[-1], example[1 + len(names) :])


@each_command
def test_every_argument_and_option_is_explained(names: tuple[str, ...]) -> None:
    for param in ALL[names].params:
        assert param.help, param.name


@each_command
def test_what_prints_a_table_has_every_format(names: tuple[str, ...]) -> None:
    options = {option for param in ALL[names].params for option in param.opts}
    prints = "emit(" in inspect.getsource(inspect.unwrap(ALL[names].callback or pytest.fail()))
    # What is packed is a project, and a report holds many tables.
    assert (prints or names in (("round", "pack"), ("report",))) == ("--output" in options)
    # Of these each prints several tables.
    assert ("--format" in options) == (prints or names in (("demo",), ("evaluate",), ("export",), ("merge",)))
    # A file that is there is written over only where that was asked for.
    assert ("--force" in options) == (prints or names[-1] in ("export", "report"))


@each_command
def test_the_project_comes_first(names: tuple[str, ...]) -> None:
    arguments = [param for param in ALL[names].params if param.param_type_name == "argument"]
    others = {("demo",): "folder", ("learn",): "folder", ("model", "install"): "wheel", ("keys",): "screen"}
    assert arguments[0].name == others.get(names, "project")


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if not entry.noun])
def test_the_table_says_of_a_command_what_its_own_help_says(name: str) -> None:
    command = ALL[(name,)]
    assert command.help is not None
    assert command.help.splitlines()[0] == COMMANDS[name].summary


def test_the_help_lists_every_command_without_loading_it() -> None:
    with root().make_context("codebench", ["--version"], resilient_parsing=True) as context:
        text = context.get_help()
    for name, entry in COMMANDS.items():
        assert f"  {name} " in text
        assert entry.summary[:30] in text
