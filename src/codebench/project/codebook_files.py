"""The project's codebook and codebook files: what a file would change, taking it in, giving one out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from codebench.domain.codebook import MEANING, CodebookChange, CodebookDraft, CodeDraft, CodeFields, SetDraft
from codebench.domain.codetree import SEPARATOR, CodeTree, name_key
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.code_sets import CodeSets
from codebench.project.codebook import Codebook, columns_of, fields_of
from codebench.project.session import Session
from codebench.store.journal import Act

ADDED, CHANGED, SAME = "added", "changed", "same"
ARCHIVED = "archived"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """What happens to one code of the file: `code_id` where the project has it, and its fields afterwards."""

    change: CodebookChange
    key: Key
    name: str
    fields: CodeFields
    code_id: int | None


@dataclass(frozen=True, slots=True)
class _SetStep:
    """What happens to one set of the file: `set_id` where the project has it, and which codes come in."""

    change: CodebookChange
    name: str
    keys: tuple[Key, ...]
    set_id: int | None


class CodebookFiles:
    """The way in and out for codebooks."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._codebook = Codebook(session)
        self._sets = CodeSets(session)

    def changes(self, draft: CodebookDraft) -> list[CodebookChange]:
        """What `take` would do, code by code in the order of the file, then set by set.

        A code is recognised by its path, in whatever case it is written, a set by its name. What the file leaves empty
        stays as it is in the project, and so do codes that the file does not have; nothing is taken out of a set.

        Raises:
            InputError: a set has a code that is neither in the file nor in the project.
        """
        return _changes(self._steps(draft), self._set_steps(draft))

    def take(self, draft: CodebookDraft) -> list[CodebookChange]:
        """Take a codebook in, in one act: new codes at the end of their siblings, fields laid over what is there.

        Returns what was done, as `changes` told it.

        Raises:
            ConflictError: the project has all of it already.
            InputError: a colour can't be used, or a set has a code that is nowhere.
        """
        steps, sets = self._steps(draft), self._set_steps(draft)
        work = [step for step in steps if step.change.kind != SAME]
        if not work and all(step.change.kind == SAME for step in sets):
            message = _("The codebook of this project has all of '{name}' already; nothing was changed.")
            raise ConflictError(message.format(name=shown_line(draft.name)))
        ids = self._known(self._codebook.tree()) | {step.key: step.code_id for step in steps if step.code_id}
        summary = _("take in codebook '{name}' ({codes})").format(
            name=shown_line(draft.name), codes=plural("{n} code", "{n} codes", len(work))
        )
        begin = self._session.risky_act if self._codebook.tree().roots else self._session.act
        with begin("codebook import", summary) as act:
            revision = self._session.codebook_revision(act)
            for step in work:
                if step.code_id is None:
                    parent = ids[step.key[:-1]] if len(step.key) > 1 else None
                    code_id = self._codebook.insert(act, revision, step.name, parent, step.fields)
                    ids[step.key] = code_id
                else:
                    code_id = step.code_id
                    newer = {"revision": revision} if set(step.change.fields) & set(MEANING) else {}
                    act.update("codes", code_id, **columns_of(step.fields), **newer)
                if ARCHIVED in step.change.fields:
                    act.update("codes", code_id, status=ARCHIVED)
            self._take_sets(act, sets, ids)
        return _changes(steps, sets)

    def _take_sets(self, act: Act, sets: Iterable[_SetStep], ids: Mapping[Key, int]) -> None:
        for step in sets:
            if step.change.kind != SAME:
                set_id = self._sets.insert(act, step.name) if step.set_id is None else step.set_id
                self._sets.place(act, set_id, "theme_codes", [ids[key] for key in step.keys])

    def draft(self, name: str | None = None) -> CodebookDraft:
        """The project's codebook, to be written to a file; it is called as the project where no name is given."""
        tree = self._codebook.tree()
        found = self._fields()

        def below(parent: int | None) -> tuple[CodeDraft, ...]:
            return tuple(
                CodeDraft(node.name, found[node.id], below(node.id), node.is_archived) for node in tree.children(parent)
            )

        project, language = self._session.tuples("SELECT name, language FROM projects")[0]
        sets = tuple(
            SetDraft(each.name, tuple(tuple(path.split(SEPARATOR)) for _code, path in each.codes))
            for each in self._sets.all()
        )
        return CodebookDraft(name or project, below(None), language, sets=sets)

    def _steps(self, draft: CodebookDraft) -> list[_Step]:
        tree = self._codebook.tree()
        found = self._fields()
        known = self._known(tree)
        steps = []
        for path, code in draft.walk():
            key = _key(path)
            code_id = known.get(key)
            before = CodeFields() if code_id is None else found[code_id]
            after = before.overlaid(code.fields)
            if after.colour.casefold() == before.colour.casefold():
                after = replace(after, colour=before.colour)
            names = tuple(f.name for f in fields(after) if getattr(after, f.name) != getattr(before, f.name))
            if code.is_archived and (code_id is None or not tree[code_id].is_archived):
                names += (ARCHIVED,)
            kind = ADDED if code_id is None else CHANGED if names else SAME
            change = CodebookChange(SEPARATOR.join(path), kind, names)
            steps.append(_Step(change, key, code.name, after, code_id))
        return steps

    def _set_steps(self, draft: CodebookDraft) -> list[_SetStep]:
        known = {**self._known(self._codebook.tree()), **{_key(path): 0 for path, _code in draft.walk()}}
        there = {name_key(each.name): each for each in self._sets.all()}
        steps = []
        for each in draft.sets:
            before = there.get(name_key(each.name))
            has = () if before is None else (_key(path.split(SEPARATOR)) for _code, path in before.codes)
            keys = {_key(path): path for path in each.codes}
            for key, path in keys.items():
                if key not in known:
                    message = _("Set '{name}' has a code '{path}' that is neither in the file nor in the project.")
                    raise InputError(message.format(name=shown_line(each.name), path=shown_line(SEPARATOR.join(path))))
            for key in has:
                keys.pop(key, None)
            kind = ADDED if before is None else CHANGED if keys else SAME
            paths = tuple(SEPARATOR.join(path) for path in keys.values())
            change = CodebookChange(each.name, kind, paths, is_set=True)
            steps.append(_SetStep(change, each.name, tuple(keys), None if before is None else before.id))
        return steps

    @staticmethod
    def _known(tree: CodeTree) -> dict[Key, int]:
        return {_key(tree.path(node.id).split(SEPARATOR)): node.id for node, _depth in tree.walk()}

    def _fields(self) -> dict[int, CodeFields]:
        return {row["id"]: fields_of(row) for row in self._session.rows("SELECT * FROM codes")}


def _changes(steps: Iterable[_Step], sets: Iterable[_SetStep]) -> list[CodebookChange]:
    return [*(step.change for step in steps), *(step.change for step in sets)]


def _key(names: Iterable[str]) -> Key:
    return tuple(name_key(name) for name in names)
