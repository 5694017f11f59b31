"""The rules of codes: keeping them in the codebook, trying them on the material, and coding what they find."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from codebench.domain.errors import ConflictError
from codebench.domain.rule import parse
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.language.rule_search import RuleLine
from codebench.project.annotations import Annotations
from codebench.project.autocoding import FoundAt, autocode
from codebench.project.codebook import Codebook
from codebench.project.models import CodeInfo
from codebench.project.rule_models import Ground, Material, Reach, RuleMatch, Trial, in_words_of
from codebench.project.rule_trials import Finder, FindHere, RuleTrial, read_ground
from codebench.project.session import Session

_EVERYWHERE = Material()


class Rules:
    """The rules of a project's codes. What is rejected stays so as long as the project is open."""

    def __init__(self, session: Session, annotations: Annotations) -> None:
        self._session = session
        self._annotations = annotations
        self._codebook = Codebook(session)
        self._rejected: set[tuple[int, int, int]] = set()  # coder, code, unit

    # In the codebook

    def add(self, code_id: int, line: str) -> str:
        """Give a code a rule; the rule without the blanks around it.

        Raises:
            RuleError: the line is none.
            ConflictError: the code has it already.
        """
        line = line.strip()
        parse(line)
        code = self._code(code_id)
        if line in code.fields.rules:
            message = _("'{code}' has the rule '{rule}' already.")
            raise ConflictError(message.format(code=shown_line(code.path), rule=shown_line(line)))
        self._codebook.edit(code_id, replace(code.fields, rules=(*code.fields.rules, line)))
        return line

    def remove(self, code_id: int, line: str) -> str:
        """Take a rule from a code; the rule without the blanks around it.

        Raises:
            ConflictError: the code has no such rule.
        """
        line = line.strip()
        code = self._code(code_id)
        if line not in code.fields.rules:
            message = _("'{code}' has no rule '{rule}'.")
            raise ConflictError(message.format(code=shown_line(code.path), rule=shown_line(line)))
        self._codebook.edit(code_id, replace(code.fields, rules=tuple(r for r in code.fields.rules if r != line)))
        return line

    def lines(self, code_id: int) -> tuple[RuleLine, ...]:
        """What finds units for a code: its rules, then its keywords."""
        fields = self._code(code_id).fields
        keywords = (RuleLine(word, is_keyword=True) for word in fields.keywords if any(map(str.isalnum, word)))
        return (*map(RuleLine, fields.rules), *keywords)

    # Trying

    def ground(self, code_id: int, material: Material = _EVERYWHERE) -> Ground:
        """What rules for a code are tried on, in this material; read once for many trials."""
        tree = self._codebook.tree()
        return read_ground(self._session, self._annotations.pipeline_id, tree, code_id, material)

    def trial(
        self,
        ground: Ground,
        lines: Collection[RuleLine],
        *,
        find: Finder | None = None,
        read: bool = False,
        progress: Callable[[int, int], object] = lambda _done, _all: None,
    ) -> Trial:
        """What rules find and miss on this ground.

        Texts that no pipeline has read are left out, or with `read` read now. `progress` hears how many texts of how
        many were looked at; what it raises ends the trial.

        Raises:
            RuleError: a line is no rule.
        """
        trial = RuleTrial(
            self._session, self._annotations, ground, find=find or FindHere(), read=read, progress=progress
        )
        return trial.go(lines)

    # Coding what was found

    def autocode(self, trial: Trial, matches: Sequence[RuleMatch], reach: Reach = Reach.UNIT) -> list[int]:
        """Put the trial's code on units that it found, in one act; nothing is marked as reviewed. The new codings' ids.

        Raises:
            ConflictError: a text was changed since, the coder has the code on all of these passages, or codes in a
                blind round: what two coders have from one program they did not find independently.
        """
        found_by = shown_line(in_words_of(trial.query.lines))

        def told(codes: str, passages: str) -> str:
            summary = _("autocode {codes} on {passages} by {rules}")
            return summary.format(codes=codes, passages=passages, rules=found_by)

        places = (
            FoundAt(match.document_id, match.version_id, *span) for match in matches for span in match.passages(reach)
        )
        return autocode(self._session, places, [trial.ground.code_id], told)

    def reject(self, code_id: int, unit_ids: Collection[int]) -> None:
        """Do not propose these units for this code any more, as long as the project is open."""
        coder = self._session.coder.id
        self._rejected.update((coder, code_id, unit) for unit in unit_ids)

    def is_rejected(self, code_id: int, unit_id: int) -> bool:
        """Whether the coder rejected the unit for this code."""
        return (self._session.coder.id, code_id, unit_id) in self._rejected

    def _code(self, code_id: int) -> CodeInfo:
        return next(code for code in self._codebook.codes() if code.id == code_id)
