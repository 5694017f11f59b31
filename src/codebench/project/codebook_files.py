"""The project's codebook and codebook files: what a file would change, taking it in, giving one out."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from codebench.domain.codebook import MEANING, CodebookChange, CodebookDraft, CodeDraft, CodeFields
from codebench.domain.codetree import SEPARATOR, name_key
from codebench.domain.errors import ConflictError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.codebook import Codebook, columns_of, fields_of
from codebench.project.session import Session

ADDED, CHANGED, SAME = "added", "changed", "same"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """What happens to one code of the file: `code_id` where the project has it, and its fields afterwards."""

    change: CodebookChange
    key: Key
    name: str
    fields: CodeFields
    code_id: int | None


class CodebookFiles:
    """The way in and out for codebooks."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._codebook = Codebook(session)

    def changes(self, draft: CodebookDraft) -> list[CodebookChange]:
        """What `take` would do, code by code in the order of the file.

        A code is recognised by its path, in whatever case it is written. What the file leaves empty stays as it
        is in the project, and so do codes that the file does not have.
        """
        return [step.change for step in self._steps(draft)]

    def take(self, draft: CodebookDraft) -> list[CodebookChange]:
        """Take a codebook in, in one act: new codes at the end of their siblings, fields laid over what is there.

        Returns what was done, as `changes` told it.

        Raises:
            ConflictError: the project has all of it already.
            InputError: a colour can't be used.
        """
        steps = self._steps(draft)
        work = [step for step in steps if step.change.kind != SAME]
        if not work:
            message = _("The codebook of this project has all of '{name}' already; nothing was changed.")
            raise ConflictError(message.format(name=shown_line(draft.name)))
        ids = {step.key: step.code_id for step in steps}
        summary = _("take in codebook '{name}' ({codes})").format(
            name=shown_line(draft.name), codes=plural("{n} code", "{n} codes", len(work))
        )
        begin = self._session.risky_act if self._codebook.tree().roots else self._session.act
        with begin("codebook import", summary) as act:
            revision = self._session.codebook_revision(act)
            for step in work:
                if step.code_id is None:
                    parent = ids[step.key[:-1]] if len(step.key) > 1 else None
                    ids[step.key] = self._codebook.insert(act, revision, step.name, parent, step.fields)
                else:
                    newer = {"revision": revision} if set(step.change.fields) & set(MEANING) else {}
                    act.update("codes", step.code_id, **columns_of(step.fields), **newer)
        return [step.change for step in steps]

    def draft(self, name: str | None = None) -> CodebookDraft:
        """The project's codebook, to be written to a file; it is called as the project where no name is given."""
        tree = self._codebook.tree()
        found = self._fields()

        def below(parent: int | None) -> tuple[CodeDraft, ...]:
            return tuple(CodeDraft(node.name, found[node.id], below(node.id)) for node in tree.children(parent))

        project, language = self._session.tuples("SELECT name, language FROM projects")[0]
        return CodebookDraft(name or project, below(None), language)

    def _steps(self, draft: CodebookDraft) -> list[_Step]:
        tree = self._codebook.tree()
        found = self._fields()
        known = {_key(tree.path(node.id).split(SEPARATOR)): node.id for node, _depth in tree.walk()}
        steps = []
        for path, code in draft.walk():
            key = _key(path)
            code_id = known.get(key)
            before = CodeFields() if code_id is None else found[code_id]
            after = before.overlaid(code.fields)
            if after.colour.casefold() == before.colour.casefold():
                after = replace(after, colour=before.colour)
            names = tuple(f.name for f in fields(after) if getattr(after, f.name) != getattr(before, f.name))
            kind = ADDED if code_id is None else CHANGED if names else SAME
            change = CodebookChange(SEPARATOR.join(path), kind, names)
            steps.append(_Step(change, key, code.name, after, code_id))
        return steps

    def _fields(self) -> dict[int, CodeFields]:
        rows = self._session.rows("SELECT * FROM codes WHERE status = 'active'")
        return {row["id"]: fields_of(row) for row in rows}


def _key(names: Iterable[str]) -> Key:
    return tuple(name_key(name) for name in names)
