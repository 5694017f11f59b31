"""The options that say what a count is over: which material, which cases, split by what."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from codebench.cli.grammar import Options
from codebench.cli.targets import pairs_of
from codebench.domain.variables import CaseKind
from codebench.i18n import _

if TYPE_CHECKING:
    from codebench.analysis.scope import ScopeRequest
    from codebench.project.project import Project

OnlyDocuments = Annotated[
    list[str] | None, typer.Option("--document", "-d", metavar="NAME", help=_("Only this document; repeatable."))
]
OnlyQuestions = Annotated[
    list[str] | None, typer.Option("--question", "-q", metavar="NAME", help=_("Only this question; repeatable."))
]
OnlySections = Annotated[
    list[str] | None, typer.Option("--section", metavar="TITLE", help=_("Only this section; repeatable."))
]
OfCoder = Annotated[
    str | None,
    typer.Option(
        "--coder", metavar="NAME", help=_("Whose codings count; else the consensus, or each unit's assigned coder.")
    ),
]
By = Annotated[str | None, typer.Option("--by", metavar="VARIABLE", help=_("Split by the values of it."))]
Of = Annotated[
    Literal["reviewed", "substantive", "answered", "asked", "all"] | None,
    typer.Option("--of", help=_("Of which cases shares are: of those with a reviewed unit where nothing is said.")),
]
Weight = Annotated[
    str | None, typer.Option("--weight", metavar="VARIABLE", help=_("Weigh cases by this number variable."))
]
Ranked = Annotated[bool, typer.Option("--rank", help=_("The most frequent first, sub-codes under their code."))]
Tested = Annotated[bool, typer.Option("--test/--no-test", help=_("Test differences where that can be defended."))]
Given = Annotated[bool, typer.Option("--given", help=_("The codebook was there before the material."))]
Alpha = Annotated[
    float, typer.Option("--alpha", metavar="P", min=0, max=1, help=_("Name a difference below this adjusted p."))
]
MinCell = Annotated[
    int, typer.Option("--min-cell", metavar="N", min=0, help=_("Hide what stands for fewer cases than this."))
]
OfSet = Annotated[
    str | None, typer.Option("--set", metavar="SET", help=_("Only the codes of this set, see `set list`."))
]
Level = Annotated[CaseKind | None, typer.Option("--level", help=_("At which level cases count."))]


@dataclass(frozen=True, slots=True)
class Within(Options):
    """Which material, and which cases."""

    document: OnlyDocuments = None
    question: OnlyQuestions = None
    section: OnlySections = None
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
            sections=tuple(self.section or ()),
            where=tuple(pairs_of(self.where or [], "--where", at_last=True)),
            level=level,
        )


@dataclass(frozen=True, slots=True)
class Counting(Within):
    """Which material and cases, whose codings, and of which cases shares are."""

    filter: Annotated[
        str | None, typer.Option("--filter", metavar="NAME", help=_("A filter that was kept; see `filter set`."))
    ] = None
    coder: OfCoder = None
    level: Level = None
    of: Of = None

    def scope_in(self, work: "Project") -> "ScopeRequest":
        """The scope that this names, upon that of the filter where one is named."""
        from codebench.analysis.scope import Denominator, ScopeRequest

        kept = ScopeRequest() if self.filter is None else work.figures.filter(self.filter)
        asked = self.scope(self.level, self.coder)
        return replace(
            asked,
            documents=asked.documents or kept.documents,
            questions=asked.questions or kept.questions,
            sections=asked.sections or kept.sections,
            where=(*kept.where, *asked.where),
            level=asked.level or kept.level,
            of=kept.of if self.of is None else Denominator(self.of),
        )
