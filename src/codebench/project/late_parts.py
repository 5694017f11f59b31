"""The parts of a project beside the coding desk, each made when it is first asked for: a screen opens at once."""

from functools import cached_property
from typing import TYPE_CHECKING

from codebench.project.coders import Coders
from codebench.project.desk_parts import DeskParts

if TYPE_CHECKING:
    from codebench.project.absences import Absences
    from codebench.project.agreement import Agreement
    from codebench.project.answers import Answers
    from codebench.project.appending import Appending
    from codebench.project.case_files import CaseFiles
    from codebench.project.code_history import CodeHistory
    from codebench.project.code_links import CodeLinks
    from codebench.project.code_passages import CodePassages
    from codebench.project.code_sets import CodeSets
    from codebench.project.codebook_files import CodebookFiles
    from codebench.project.coding_files import CodingFiles
    from codebench.project.datasets import Datasets
    from codebench.project.dispute_files import DisputeFiles
    from codebench.project.excerpts import Excerpts
    from codebench.project.exchange_in import Exchange
    from codebench.project.exchange_out import ExchangeOut
    from codebench.project.figures import Figures
    from codebench.project.folds import Folds
    from codebench.project.imports import Imports
    from codebench.project.merging import Merging
    from codebench.project.orphans import Orphans
    from codebench.project.packing import Packing
    from codebench.project.preferences import Preferences
    from codebench.project.pseudonyms import Pseudonyms
    from codebench.project.purging import Purging
    from codebench.project.reporting.reports import Reports
    from codebench.project.retrieval import Retrieval
    from codebench.project.rounds import Rounds
    from codebench.project.rules import Rules
    from codebench.project.settling import Settling
    from codebench.project.stopwords import StopWords
    from codebench.project.summaries import Summaries
    from codebench.project.text_versions import TextVersions
    from codebench.project.themes import Themes
    from codebench.project.withdrawals import Withdrawals
    from codebench.project.withdrawing import Withdrawing
    from codebench.project.words import Words


class LateParts(DeskParts):
    """What not every screen needs."""

    coders: Coders

    @cached_property
    def answers(self) -> "Answers":
        """The answers to a question as a list, and many coded at once."""
        from codebench.project.answers import Answers

        return Answers(self.session)

    @cached_property
    def case_files(self) -> "CaseFiles":
        """Cases and their values from tables, and to them."""
        from codebench.project.case_files import CaseFiles

        return CaseFiles(self.session)

    @cached_property
    def figures(self) -> "Figures":
        """Comparisons, codes that come together, scales, new codes, and the filters they are asked with."""
        from codebench.project.figures import Figures

        return Figures(self.session, self.coders)

    @cached_property
    def retrieval(self) -> "Retrieval":
        """The passages that a query finds."""
        from codebench.project.retrieval import Retrieval

        return Retrieval(self.session, self.figures.seen)

    @cached_property
    def excerpts(self) -> "Excerpts":
        """Quotes kept for the report."""
        from codebench.project.excerpts import Excerpts

        return Excerpts(self.session)

    @cached_property
    def text_versions(self) -> "TextVersions":
        """The versions that texts have had."""
        from codebench.project.text_versions import TextVersions

        return TextVersions(self.session)

    @cached_property
    def themes(self) -> "Themes":
        """Themes: ordered codes and quotes, with a claim and the researcher's own text."""
        from codebench.project.themes import Themes

        return Themes(self.session)

    @cached_property
    def summaries(self) -> "Summaries":
        """The framework matrix: summaries of cases by codes or themes."""
        from codebench.project.summaries import Summaries

        return Summaries(self.session, self.figures.seen)

    @cached_property
    def reports(self) -> "Reports":
        """The report, by a template."""
        from codebench.project.reporting.reports import Reports

        return Reports(self.session, self.figures, self.agreement)

    @cached_property
    def folds(self) -> "Folds":
        """What was written under "andere", folded into options."""
        from codebench.project.folds import Folds

        return Folds(self.session)

    @cached_property
    def agreement(self) -> "Agreement":
        """Figures of agreement between coders."""
        from codebench.project.agreement import Agreement

        return Agreement(self.session, self.annotations)

    @cached_property
    def settling(self) -> "Settling":
        """Disagreements, settled."""
        from codebench.project.settling import Settling

        return Settling(self.session, self.agreement)

    @cached_property
    def dispute_files(self) -> "DisputeFiles":
        """Disputed units on paper, and back."""
        from codebench.project.dispute_files import DisputeFiles

        return DisputeFiles(self.session, self.settling)

    @cached_property
    def rounds(self) -> "Rounds":
        """Rounds of coding, blind or open."""
        from codebench.project.rounds import Rounds

        return Rounds(self.session, freeze=lambda name: self.agreement.frozen(name))

    @cached_property
    def rules(self) -> "Rules":
        """The rules of codes, tried and applied."""
        from codebench.project.rules import Rules

        return Rules(self.session, self.annotations)

    @cached_property
    def stopwords(self) -> "StopWords":
        """The words that no count of words shows."""
        from codebench.project.stopwords import StopWords

        return StopWords(self.session)

    @cached_property
    def words(self) -> "Words":
        """Words: where they stand, and how often."""
        from codebench.project.words import Words

        return Words(self.session, self.annotations, self.stopwords)

    @cached_property
    def imports(self) -> "Imports":
        """Material, taken in."""
        from codebench.project.imports import Imports

        return Imports(self.session)

    @cached_property
    def absences(self) -> "Absences":
        """The words that say that there is no answer."""
        from codebench.project.absences import Absences

        return Absences(self.session)

    @cached_property
    def appending(self) -> "Appending":
        """A later export of a survey that is here."""
        from codebench.project.appending import Appending

        return Appending(self.session)

    @cached_property
    def code_passages(self) -> "CodePassages":
        """The passages of a code side by side."""
        from codebench.project.code_passages import CodePassages

        return CodePassages(self.session)

    @cached_property
    def code_sets(self) -> "CodeSets":
        """Sets of codes from anywhere in the tree."""
        from codebench.project.code_sets import CodeSets

        return CodeSets(self.session)

    @cached_property
    def code_links(self) -> "CodeLinks":
        """Named links between codes."""
        from codebench.project.code_links import CodeLinks

        return CodeLinks(self.session)

    @cached_property
    def code_history(self) -> "CodeHistory":
        """What a code has been."""
        from codebench.project.code_history import CodeHistory

        return CodeHistory(self.session)

    @cached_property
    def orphans(self) -> "Orphans":
        """Codings whose text is gone."""
        from codebench.project.orphans import Orphans

        return Orphans(self.session)

    @cached_property
    def preferences(self) -> "Preferences":
        """How this project works with codes."""
        from codebench.project.preferences import Preferences

        return Preferences(self.session)

    @cached_property
    def codebook_files(self) -> "CodebookFiles":
        """Codebooks as files."""
        from codebench.project.codebook_files import CodebookFiles

        return CodebookFiles(self.session)

    @cached_property
    def coding_files(self) -> "CodingFiles":
        """Codings as files."""
        from codebench.project.coding_files import CodingFiles

        return CodingFiles(self.session)

    @cached_property
    def exchange(self) -> "Exchange":
        """Projects of other tools, taken in."""
        from codebench.project.exchange_in import Exchange

        return Exchange(self.session)

    @cached_property
    def exchange_out(self) -> "ExchangeOut":
        """The project, written for other tools."""
        from codebench.project.exchange_out import ExchangeOut

        return ExchangeOut(self.session)

    @cached_property
    def datasets(self) -> "Datasets":
        """Codings as data for other programs."""
        from codebench.project.datasets import Datasets

        return Datasets(self.session, self.figures)

    @cached_property
    def packing(self) -> "Packing":
        """Work packages for coders."""
        from codebench.project.packing import Packing

        return Packing(self.session)

    @cached_property
    def merging(self) -> "Merging":
        """The work in another file, taken in."""
        from codebench.project.merging import Merging

        return Merging(self.session)

    @cached_property
    def purging(self) -> "Purging":
        """Documents, erased for good."""
        from codebench.project.purging import Purging

        return Purging(self.session)

    @cached_property
    def pseudonyms(self) -> "Pseudonyms":
        """Names, replaced by pseudonyms."""
        from codebench.project.pseudonyms import Pseudonyms

        return Pseudonyms(self.session, self.annotations)

    @cached_property
    def withdrawals(self) -> "Withdrawals":
        """What a withdrawal of consent would erase."""
        from codebench.project.withdrawals import Withdrawals

        return Withdrawals(self.session)

    @cached_property
    def withdrawing(self) -> "Withdrawing":
        """Persons who withdrew, erased for good."""
        from codebench.project.withdrawing import Withdrawing

        return Withdrawing(self.session)
