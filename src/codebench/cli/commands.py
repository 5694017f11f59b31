"""The table of all commands: `--help` reads it alone, and a command's module is loaded when it is run."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from codebench import __version__
from codebench.cli.talk import on_terminal
from codebench.cli.usage import Verbs
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.project.learning import Lesson


class Screen(Protocol):
    """The screen, which the command line starts and asks without knowing it."""

    def __call__(self, project: Path | None, coder: str | None, read_only: bool, /) -> int:
        """Start on a project (or on the choice of one), as a coder, to read only or not; the exit code."""

    def learn(self, lesson: "Lesson", /) -> int:
        """Start with the tutorial; the exit code."""

    def steps(self) -> Iterable[str]:
        """The steps of the tutorial, a line each."""

    def keys(self, place: str | None) -> tuple[str, str, tuple[str, ...]]:
        """The keys of one screen (else of all) in the form of the user's file; where that is; what is wrong in it.

        Raises:
            InputError: no screen is called so.
        """


class Language(StrEnum):
    """The languages in which codebench speaks to its users; `__main__` makes the choice, before the imports."""

    ENGLISH = "en"
    DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives and what it does; a noun is a group of commands with a module of its own."""

    module: str
    summary: str
    noun: bool = False


COMMANDS = {
    "init": Entry("start", _("Make a new project.")),
    "open": Entry("start", _("Open a project on the screen.")),
    "keys": Entry("keys", _("Print every key of the screen, in the form of the file for your own.")),
    "learn": Entry("learn", _("Learn the screen in ten steps, on a copy of the demonstration.")),
    "demo": Entry("start", _("Make a project with two finished studies to look around in.")),
    "info": Entry("lists", _("Show a project at a glance.")),
    "import": Entry("material", _("Take transcripts, notes and surveys in, after showing what was recognised.")),
    "export": Entry(
        "export", _("Write the project for MAXQDA, ATLAS.ti, NVivo and other tools, and say what does not go along.")
    ),
    "append": Entry("append", _("Bring the next export of a survey in, by the ids of its respondents.")),
    "absence": Entry(
        "absence", _('Show or change the words that mean "no answer" in the surveys that come in from now on.')
    ),
    "document": Entry("document", _("List, read, edit, rename, retire and restore documents."), noun=True),
    "documents": Entry("lists", _("List the documents with your progress.")),
    "questions": Entry("lists", _("List the open questions with your progress.")),
    "case": Entry("case", _("List and change cases: who speaks."), noun=True),
    "cases": Entry("lists", _("List the cases with their values.")),
    "variable": Entry("variable", _("List and change variables, and set their values."), noun=True),
    "coders": Entry("lists", _("List the coders, or add one.")),
    "progress": Entry("lists", _("Show how far each coder is with each text and question.")),
    "codebook": Entry("codebook", _("Show, change, import and export the codebook."), noun=True),
    "set": Entry("code_set", _("Make sets of codes from anywhere in the tree, to choose and count by."), noun=True),
    "setting": Entry("setting", _("Show and change how the project works with codes."), noun=True),
    "code": Entry("coding", _("Put codes on a passage.")),
    "coding": Entry("coding", _("List, remove, move, split, merge and recode codings."), noun=True),
    "codings": Entry("codings", _("Take codings in from a file, or give them out."), noun=True),
    "answer": Entry("answer", _("List answers to a question, and code many at once."), noun=True),
    "bookmark": Entry("bookmark", _("Units to come back to."), noun=True),
    "review": Entry("review", _("Mark what you have judged, coded or not."), noun=True),
    "round": Entry("round", _("Have coders code the same units independently, to compare them."), noun=True),
    "memo": Entry("memo", _("Read and write memos."), noun=True),
    "search": Entry("search", _("Find words in all texts.")),
    "kwic": Entry("words", _("Show each place of a word in its context: a concordance.")),
    "words": Entry("words", _("Count words or phrases, by a variable and with keyness.")),
    "collocations": Entry("words", _("Show which words stand near a word.")),
    "stopwords": Entry("words", _("Show or change the words that counts of words leave out.")),
    "annotate": Entry("annotate", _("Find sentences, lemmas and names in all texts, for search and suggestions.")),
    "model": Entry("model", _("Show, install and choose the Dutch pipeline."), noun=True),
    "rule": Entry("rule", _("Try rules for a code on the material, keep them, and code what they find."), noun=True),
    "suggestion": Entry(
        "suggestion", _("List suggested codes with their reasons, and take or reject them."), noun=True
    ),
    "frequencies": Entry("frequencies", _("Count how often each code was given.")),
    "compare": Entry("figures", _("Compare codes or closed answers between groups or sections.")),
    "families": Entry("figures", _("Rank the sub-codes of two codes side by side.")),
    "cooccurrence": Entry("figures", _("Count which codes come together.")),
    "scales": Entry("figures", _("Show mean, standard deviation, median and distribution of scales.")),
    "newcodes": Entry("figures", _("Count the new codes of each document, in the order of the data.")),
    "filter": Entry("filters", _("Keep choices of material and cases under a name."), noun=True),
    "report": Entry("report", _("Write the report of a project by a template.")),
    "fold": Entry("fold", _("Count what was written under 'andere' with the options that were offered."), noun=True),
    "quotes": Entry(
        "quotes", _("Show the passages of codes, by conditions on codes, cases and how passages lie to each other.")
    ),
    "quote": Entry(
        "quotes", _("Keep a coded passage as a quote for the report; the text of the material stays as it is.")
    ),
    "framework": Entry("framework", _("Summarise what each case says about each code or theme."), noun=True),
    "theme": Entry("theme", _("Make themes of codes and quotes, with a claim and a text."), noun=True),
    "agreement": Entry("agreement", _("Say how far coders agree, by every coefficient that applies.")),
    "settle": Entry("settle", _("List and settle what coders differ about, on paper too."), noun=True),
    "ratings": Entry("ratings", _("Give out what coders gave, for other programs."), noun=True),
    "evaluate": Entry("evaluate", _("Measure how good the suggestions are, beside simpler methods.")),
    "merge": Entry("merge", _("Bring what was done in another file back into the project, in one act.")),
    "history": Entry("history", _("Show the audit trail: what was done, when and by whom.")),
    "undo": Entry("history", _("Take back your last acts.")),
    "redo": Entry("history", _("Do again what was undone last.")),
    "snapshot": Entry("snapshot", _("List, make and restore snapshots."), noun=True),
    "check": Entry("upkeep", _("Check whether the project file holds together.")),
    "purge": Entry("upkeep", _("Erase documents for good, or only their earlier texts (with --earlier).")),
    "pseudonymise": Entry("privacy", _("Put pseudonyms in the place of names, in all documents at once.")),
    "withdraw": Entry("privacy", _("Erase somebody who withdrew consent, for good.")),
}


class CommandTable(Verbs):
    """The group of all commands. It holds stand-ins, and loads the one command that is run."""

    def __init__(self, **settings: Any) -> None:
        stand_ins = {name: TyperCommand(name, help=entry.summary) for name, entry in COMMANDS.items()}
        super().__init__(**settings | {"commands": stand_ins})

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the arguments name, with the arguments that are left."""
        name, _stand_in, rest = super().resolve_command(ctx, args)
        return name, None if name is None else load(name), rest


def load(name: str) -> TyperCommand | TyperGroup:
    """The command, or group of commands, of this name."""
    entry = COMMANDS[name]
    module = import_module(f"codebench.cli.{entry.module}")
    if entry.noun:
        group = get_group(module.noun)
        group.help = entry.summary
        return group
    found = get_group(module.verbs).commands[name]
    assert isinstance(found, TyperCommand)
    return found


def root() -> TyperGroup:
    """The command `codebench` itself."""
    app = typer.Typer(cls=CommandTable, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True, help=_HELP)(_alone)
    found = get_command(app)
    assert isinstance(found, CommandTable)
    return found


_HELP = _(
    """A workbench for qualitative coding of Dutch focus groups and open survey answers.

    Without a command it starts on the screen, with a choice of projects."""
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"codebench {__version__}\n")
        raise typer.Exit


def _alone(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help=_("Print the version."))
    ] = False,
    _lang: Annotated[
        Language | None, typer.Option("--lang", help=_("The language of screens and messages; else the system's."))
    ] = None,
) -> None:
    if ctx.invoked_subcommand is not None:
        return
    if on_terminal():
        raise typer.Exit(ctx.obj(None, None, False))
    sys.stdout.write(ctx.get_help() + "\n")
