"""The options that say what a count is over: which material, which cases, split by what."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from codebench.cli.grammar import Options
from codebench.cli.targets import pairs_of
from codebench.domain.variables import CaseKind
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.analysis.scope import ScopeRequest

OnlyDocuments = Annotated[
    list[str] | None, typer.Option("--document", "-d", metavar="NAME", help=_("Only this document; repeatable."))
]
OnlyQuestions = Annotated[
    list[str] | None, typer.Option("--question", "-q", metavar="NAME", help=_("Only this question; repeatable."))
]
By = Annotated[str | None, typer.Option("--by", metavar="VARIABLE", help=_("Split by the values of it."))]
Level = Annotated[CaseKind | None, typer.Option("--level", help=_("At which level cases count."))]


@dataclass(frozen=True, slots=True)
class Within(Options):
    """Which material, and which cases."""

    document: OnlyDocuments = None
    question: OnlyQuestions = None
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="VARIABLE=VALUE", help=_("Only cases that have this value; repeatable.")),
    ] = None

    def scope(self, level: CaseKind | None = None, coder: str | None = None) -> "ScopeRequest":
        """The scope that this names, with cases at a level and the work of one coder where it is named."""
        from codebench.analysis.scope import ScopeRequest

        return ScopeRequest(
            coder=coder,
            documents=tuple(self.document or ()),
            questions=tuple(self.question or ()),
            where=tuple(pairs_of(self.where or [], "--where", at_last=True)),
            level=level,
        )
