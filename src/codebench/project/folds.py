"""Folds: which codes of what was written under "andere" stand for an option that was offered. The answers stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from codebench.analysis.folding import FOLDABLE
from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.session import Session
from codebench.store.journal import Act, new_guid


@dataclass(frozen=True, slots=True)
class FoldInfo:
    """A fold: the variable, the open question whose codes are folded onto it, and (code, path, option) of each pair."""

    id: int
    variable: str
    question: str
    pairs: tuple[tuple[int, str, str], ...]


class Folds:
    """The folds of a project, one for a variable at most; each method that changes something is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[FoldInfo]:
        """All folds, in the order of the variables."""
        pairs: dict[int, list[tuple[int, str, str]]] = {}
        for fold, code, path, option in self._session.tuples(
            "SELECT p.fold_id, p.code_id, c.path, o.label FROM fold_pairs p JOIN view_codes c ON c.code_id = p.code_id"
            " JOIN variable_options o ON o.id = p.option_id ORDER BY o.position, c.path"
        ):
            pairs.setdefault(fold, []).append((code, path, option))
        rows = self._session.tuples(
            "SELECT f.id, b.name, q.name FROM folds f JOIN variables b ON b.id = f.variable_id"
            " JOIN questions q ON q.id = f.question_id ORDER BY b.position, b.id"
        )
        return [
            FoldInfo(row_id, variable, question, tuple(pairs.get(row_id, ()))) for row_id, variable, question in rows
        ]

    def get(self, variable: str) -> FoldInfo:
        """The fold of a variable.

        Raises:
            NotFoundError: it has none.
        """
        found = next((fold for fold in self.all() if fold.variable == variable), None)
        if found is None:
            raise NotFoundError(_("Nothing is folded onto '{name}'.").format(name=shown_line(variable)))
        return found

    def set(self, variable: str, question: str, pairs: Mapping[int, str]) -> FoldInfo:
        """Fold codes (by id) of the answers to a question onto options (by label) of a variable, instead of before.

        Raises:
            NotFoundError: there is no such variable, question, option or code.
            InputError: the variable has no options that are chosen.
        """
        variable_id, kind = self._one("SELECT id, type FROM variables WHERE name = ?", variable, _("variable"))
        if kind not in FOLDABLE:
            message = _("'{name}' is of type {kind}: one folds onto a category or multiple variable.")
            raise InputError(message.format(name=shown_line(variable), kind=kind))
        question_id = self._one("SELECT id FROM questions WHERE name = ?", question, _("question"))[0]
        options = dict(
            self._session.tuples("SELECT label, id FROM variable_options WHERE variable_id = ?", [variable_id])
        )
        for code, label in pairs.items():
            self._session.require("codes", code, _("code"))
            if label not in options:
                message = _("'{variable}' has no option '{label}'; it has: {options}.")
                names = ", ".join(map(shown_line, options)) or "–"
                raise NotFoundError(
                    message.format(variable=shown_line(variable), label=shown_line(label), options=names)
                )
        summary = _("fold {question} onto {variable}").format(question=question, variable=variable)
        with self._session.act("fold", shown_line(summary)) as act:
            found = self._session.value("SELECT id FROM folds WHERE variable_id = ?", [variable_id])
            if found is None:
                found = act.insert(
                    "folds",
                    guid=new_guid(),
                    variable_id=variable_id,
                    question_id=question_id,
                    created_at=act.created_at,
                )
            else:
                act.update("folds", found, question_id=question_id)
                self._drop(act, "fold_id", [found])
            rows = [(found, code, options[label]) for code, label in pairs.items()]
            act.insert_rows("fold_pairs", ("fold_id", "code_id", "option_id"), rows)
        return self.get(variable)

    def remove(self, variable: str) -> None:
        """Take the fold of a variable away.

        Raises:
            NotFoundError: it has none.
        """
        fold = self.get(variable)
        summary = _("take away what was folded onto {variable}").format(variable=variable)
        with self._session.act("fold remove", shown_line(summary)) as act:
            self._drop(act, "fold_id", [fold.id])
            act.delete("folds", [fold.id])

    def _drop(self, act: Act, column: str, ids: Iterable[int]) -> None:
        for row_id in ids:
            rows = self._session.tuples(f"SELECT id FROM fold_pairs WHERE {column} = ?", [row_id])
            act.delete("fold_pairs", [row[0] for row in rows])

    def _one(self, query: str, name: str, what: str) -> tuple[Any, ...]:
        found = self._session.tuples(query, [name])
        if not found:
            raise NotFoundError(_("There is no {what} '{name}'.").format(what=what, name=shown_line(name)))
        return found[0]


def forget_folded_codes(session: Session, act: Act, codes: Iterable[int]) -> None:
    """Within an act, take codes that go out of the folds."""
    for code in codes:
        rows = session.tuples("SELECT id FROM fold_pairs WHERE code_id = ?", [code])
        act.delete("fold_pairs", [row[0] for row in rows])


def merge_folded_codes(session: Session, act: Act, source: int, target: int) -> None:
    """Within an act, let one code stand for the option of another; where both have one, the target's stays."""
    rows = session.tuples(
        "SELECT s.id, EXISTS (SELECT 1 FROM fold_pairs t WHERE t.fold_id = s.fold_id AND t.code_id = ?)"
        " FROM fold_pairs s WHERE s.code_id = ?",
        [target, source],
    )
    act.delete("fold_pairs", [row_id for row_id, doubled in rows if doubled])
    act.update_rows("fold_pairs", [(row_id, {"code_id": target}) for row_id, doubled in rows if not doubled])


def forget_fold_of(session: Session, act: Act, variable_id: int) -> None:
    """Within an act, take away the fold of a variable that goes."""
    for (fold,) in session.tuples("SELECT id FROM folds WHERE variable_id = ?", [variable_id]):
        pairs = session.tuples("SELECT id FROM fold_pairs WHERE fold_id = ?", [fold])
        act.delete("fold_pairs", [row[0] for row in pairs])
        act.delete("folds", [fold])
