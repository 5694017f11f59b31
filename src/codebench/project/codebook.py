"""The code tree of a project: adding, editing, moving, merging and removing codes."""

import json
import re
from collections import Counter
from typing import Any

from codebench.domain.codebook import LIST_FIELDS, TEXT_FIELDS, CodeFields, is_mark
from codebench.domain.codetree import CodeNode, CodeTree, name_key
from codebench.domain.errors import ConflictError, InputError
from codebench.domain.rule import parse
from codebench.domain.text import shown_line
from codebench.domain.visibility import EVERYBODY, Visibility
from codebench.i18n import _, plural
from codebench.project.archived_codes import refuse_archived
from codebench.project.code_link_rows import forget_links, merge_links
from codebench.project.codes_merged import CODES_MERGED
from codebench.project.coding_rows import remove_codings
from codebench.project.decisions import forget_decisions, merge_decisions
from codebench.project.folds import forget_folded_codes, merge_folded_codes
from codebench.project.models import CodeInfo
from codebench.project.report_rows import forget_report_codes, merge_quotes, merge_report_codes
from codebench.project.round_rows import forget_settlements, merge_settlements
from codebench.project.session import Session
from codebench.store.journal import Act, new_guid
from codebench.store.tables import Scalar

# Okabe and Ito's palette, told apart by colour-blind readers too; black is left to the text.
COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999")


class Codebook:
    """The codes of a project; each method that changes something is one act."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tree(self) -> CodeTree:
        """The code tree as it is now, with what is archived."""
        rows = self._session.tuples("SELECT id, parent_id, name, position, status = 'archived' FROM codes")
        return CodeTree(CodeNode(*row) for row in rows)

    def codes(self, visibility: Visibility = EVERYBODY) -> list[CodeInfo]:
        """All codes in tree order, archived ones too, with the number of codings that may be seen."""
        own = self._counts(self._session.visible(visibility))
        rows = {row["id"]: row for row in self._session.rows("SELECT * FROM codes")}
        tree = self.tree()
        found = []
        for node, depth in tree.walk():
            row = rows[node.id]
            found.append(
                CodeInfo(
                    id=node.id,
                    guid=row["guid"],
                    parent=node.parent,
                    name=node.name,
                    path=tree.path(node.id),
                    depth=depth,
                    colour=self._colour(tree, rows, node.id),
                    revision=row["revision"],
                    fields=fields_of(row),
                    n_codings=own[node.id],
                    n_total=sum(own[below.id] for below in tree.subtree(node.id)),
                    is_archived=tree.is_archived(node.id),
                )
            )
        return found

    def _counts(self, visible: Visibility) -> Counter[int]:
        """The codings of each code that may be seen, in documents that are not retired."""
        seen = f"g.status = 'active' AND {visible.codings('g')} GROUP BY g.code_id"
        count = "SELECT g.code_id, count(*) FROM"
        # All of them from one index, less those in the few retired documents, which the condition on the question
        # finds by another: to look each document up costs ten times as much.
        counts = Counter(dict(self._session.tuples(f"{count} codings g INDEXED BY codings_by_code WHERE {seen}")))
        counts.subtract(
            dict(
                self._session.tuples(
                    f"{count} documents d CROSS JOIN codings g INDEXED BY codings_by_place ON g.document_id = d.id"
                    " WHERE (d.question_id IS NULL OR d.question_id IN (SELECT id FROM questions))"
                    f" AND d.status IN ('retired', 'purged') AND {seen}"
                )
            )
        )
        return counts

    def find(self, path: str) -> int:
        """The id of the code with this path ("tijd > overleg"), or this name where only one code has it.

        Raises:
            NotFoundError: none or several fit.
        """
        return self.tree().find(path).id

    def add(self, name: str, parent: int | None = None, fields: CodeFields | None = None) -> int:
        """Add a code at the end of its siblings; its id.

        Raises:
            ConflictError: a sibling has this name, or the parent is archived.
            InputError: this can't be the name of a code.
        """
        self._check_new(name, parent)
        with self._session.act("code add", _("add code '{name}'").format(name=shown_line(name.strip()))) as act:
            return self.insert(act, self._session.codebook_revision(act), name.strip(), parent, fields or CodeFields())

    def exists(self, path: str) -> bool:
        """Whether there is a code with exactly this path from the top."""
        return not self._missing(path)[1]

    def ensure(self, path: str) -> int:
        """The id of the code with this path; what of the path does not exist yet is added, in one act.

        Raises:
            ConflictError: what it would hang under is archived.
            InputError: a name in the path can't be the name of a code.
        """
        parent, missing = self._missing(path)
        if parent is not None and not missing:
            return parent
        with self._session.act("code add", _("add code '{name}'").format(name=shown_line(path.strip()))) as act:
            return self.put(act, path)

    def put(self, act: Act, path: str) -> int:
        """Within an act, add what of the path does not exist yet; the id of its last code."""
        parent, missing = self._missing(path)
        self._check_new(missing[0], parent)
        revision = self._session.codebook_revision(act)
        for name in missing:
            CodeTree(()).check_name(name, None)
            parent = self.insert(act, revision, name, parent, CodeFields())
        assert parent is not None
        return parent

    def _check_new(self, name: str, parent: int | None) -> None:
        self.tree().check_name(name, parent)
        if parent is not None:
            refuse_archived(self._session, [parent])

    def _missing(self, path: str) -> tuple[int | None, list[str]]:
        """The last code of the path that exists (None: not even the first does), and the names that do not."""
        tree = self.tree()
        parent: int | None = None
        names = [name.strip() for name in path.split(">")]
        while names:
            same = [node for node in tree.children(parent) if name_key(node.name) == name_key(names[0])]
            if not same:
                break
            parent = same[0].id
            names.pop(0)
        return parent, names

    def rename(self, code_id: int, name: str) -> None:
        """Give a code another name.

        Raises:
            ConflictError: a sibling has this name.
            InputError: this can't be the name of a code.
        """
        tree = self.tree()
        tree.check_name(name, tree[code_id].parent, besides=code_id)
        summary = _("rename code '{old}' to '{new}'").format(old=tree.path(code_id), new=name.strip())
        with self._session.act("code rename", shown_line(summary)) as act:
            self._session.codebook_revision(act)
            act.update("codes", code_id, name=name.strip())

    def edit(self, code_id: int, fields: CodeFields, reason: str = "") -> None:
        """Write all typed fields of a code anew; a reason is kept in the history.

        Where its meaning changes the codings made before are out of date, see `CodePassages.stale`.
        """
        path = self.tree().path(code_id)
        summary = _("edit code '{path}'").format(path=path)
        if reason.strip():
            summary = _("edit code '{path}': {reason}").format(path=path, reason=reason.strip())
        before = fields_of(self._session.rows("SELECT * FROM codes WHERE id = ?", [code_id])[0])
        with self._session.act("code edit", shown_line(summary)) as act:
            revision = self._session.codebook_revision(act)
            newer = {"revision": revision} if before.means_other(fields) else {}
            act.update("codes", code_id, **columns_of(fields), **newer)

    def move(self, code_id: int, parent: int | None, position: int | None = None) -> None:
        """Hang a code, with all below it, under another parent (None: the top), at a place among its children.

        Raises:
            ConflictError: it would hang under itself, or a sibling there has its name.
        """
        tree = self.tree()
        tree.check_move(code_id, parent)
        summary = _("move code '{path}' under '{parent}'").format(
            path=tree.path(code_id), parent="–" if parent is None else tree.path(parent)
        )
        siblings = [node.id for node in tree.children(parent) if node.id != code_id]
        siblings.insert(len(siblings) if position is None else max(0, position), code_id)
        with self._session.act("code move", shown_line(summary)) as act:
            self._session.codebook_revision(act)
            act.update("codes", code_id, parent_id=parent)
            act.update_rows("codes", [(sibling, {"position": i}) for i, sibling in enumerate(siblings)])

    def archive(self, code_id: int) -> None:
        """Put a code away with all below it: it is not offered any more; its codings stay, and are counted.

        Raises:
            ConflictError: it is put away already, itself or with a code above it.
        """
        tree = self.tree()
        if tree.is_archived(code_id):
            raise ConflictError(_("'{path}' is archived already.").format(path=shown_line(tree.path(code_id))))
        self._set_status(code_id, "archived", _("archive code '{path}'"))

    def unarchive(self, code_id: int) -> None:
        """Take a code back that was put away; what was put away before it below it stays so.

        Raises:
            ConflictError: it is not put away, or only with a code above it.
        """
        tree = self.tree()
        path = shown_line(tree.path(code_id))
        if not tree.is_archived(code_id):
            raise ConflictError(_("'{path}' is not archived.").format(path=path))
        if not tree[code_id].is_archived:
            above = next(node for node in tree.ancestors(code_id) if node.is_archived)
            message = _("'{path}' is archived with '{above}': take that back.")
            raise ConflictError(message.format(path=path, above=shown_line(tree.path(above.id))))
        self._set_status(code_id, "active", _("take back code '{path}'"))

    def _set_status(self, code_id: int, status: str, summary: str) -> None:
        told = shown_line(summary.format(path=self.tree().path(code_id)))
        with self._session.act("code archive" if status == "archived" else "code unarchive", told) as act:
            self._session.codebook_revision(act)
            act.update("codes", code_id, status=status)

    def merge(self, source: int, target: int) -> None:
        """Put all codings, memos and sub-codes of one code with another, which keeps its name and fields.

        Sub-codes of the same name merge too. The source's name and aliases become aliases of the target, its keywords
        and rules come along. Where one coder had both codes on the same passage, one coding stays, with the memos of
        both. What was coded with the target is out of date then, unless the source had neither codings nor words that
        change what the target means.

        Raises:
            ConflictError: the target hangs under the source.
        """
        tree = self.tree()
        plan = tree.merge_plan(source, target)
        summary = _("merge code '{source}' into '{target}'").format(source=tree.path(source), target=tree.path(target))
        with self._session.risky_act("code merge", shown_line(summary)) as act:
            revision = self._session.codebook_revision(act)
            guids = dict(self._session.tuples("SELECT id, guid FROM codes"))
            # What comes back from elsewhere with a code that is gone finds the one that took its place.
            act.record(CODES_MERGED, {"codes": {guids[giver]: guids[taker] for giver, taker in plan.merges}})
            for giver, taker in plan.merges:
                self._merge_into(act, giver, taker, revision)
            # First away with the sources: a code that moves up may bear the name of the one it comes from.
            act.delete("codes", [giver for giver, _taker in plan.merges])
            for child, parent in plan.moves:
                act.update("codes", child, parent_id=parent, position=self._next_position(parent))

    def remove(self, code_id: int, *, with_codings: bool = False) -> None:
        """Take a code with all below it out of the tree.

        Raises:
            ConflictError: codings hang on it and `with_codings` was not given; or a blind round hides whether any do.
        """
        tree = self.tree()
        blind = self._session.blind_round
        if blind is not None:
            message = _("'{path}' can't be removed as long as round '{round}' is blind: it may be in use.")
            raise ConflictError(message.format(path=shown_line(tree.path(code_id)), round=shown_line(blind)))
        codes = [node.id for node in tree.subtree(code_id)]
        marks = ",".join("?" * len(codes))
        codings = [row[0] for row in self._session.tuples(f"SELECT id FROM codings WHERE code_id IN ({marks})", codes)]
        if codings and not with_codings:
            message = _("'{path}' has {n}: merge it into another code, or remove it with its codings.")
            n = plural("{n} coding", "{n} codings", len(codings))
            raise ConflictError(message.format(path=shown_line(tree.path(code_id)), n=n))
        summary = shown_line(_("remove code '{path}'").format(path=tree.path(code_id)))
        begin = self._session.risky_act if codings else self._session.act
        with begin("code remove", summary) as act:
            self._session.codebook_revision(act)
            remove_codings(self._session, act, codings)
            forget_decisions(self._session, act, codes=codes)
            forget_settlements(self._session, act, codes)
            forget_folded_codes(self._session, act, codes)
            forget_report_codes(self._session, act, codes)
            forget_links(self._session, act, codes)
            for code in codes:
                memos = self._session.tuples("SELECT id FROM memos WHERE code_id = ?", [code])
                act.delete("memos", [row[0] for row in memos])
            act.delete("codes", codes)

    def insert(self, act: Act, revision: int, name: str, parent: int | None, fields: CodeFields) -> int:
        """Within an act, put in a code at the end of its siblings; its id."""
        return act.insert(
            "codes",
            guid=new_guid(),
            parent_id=parent,
            position=self._next_position(parent),
            status="active",
            revision=revision,
            name=name,
            **columns_of(fields),
        )

    def _next_position(self, parent: int | None) -> int:
        return int(self._session.value("SELECT ifnull(max(position) + 1, 0) FROM codes WHERE parent_id IS ?", [parent]))

    def _merge_into(self, act: Act, source: int, target: int, revision: int) -> None:
        twins = dict(
            self._session.tuples(
                "SELECT a.id, b.id FROM codings a JOIN codings b ON b.text_version_id = a.text_version_id"
                ' AND b.start = a.start AND b."end" = a."end" AND b.coder_id = a.coder_id AND b.status = a.status'
                " WHERE a.code_id = ? AND b.code_id = ?",
                [source, target],
            )
        )
        for gone, stays in twins.items():
            memos = self._session.tuples("SELECT id FROM memos WHERE coding_id = ?", [gone])
            act.update_rows("memos", [(row[0], {"coding_id": stays}) for row in memos])
        merge_quotes(self._session, act, twins)
        act.delete("codings", twins)
        moved = self._session.tuples("SELECT id FROM codings WHERE code_id = ?", [source])
        act.update_rows("codings", [(row[0], {"code_id": target}) for row in moved])
        memos = self._session.tuples("SELECT id FROM memos WHERE code_id = ?", [source])
        act.update_rows("memos", [(row[0], {"code_id": target}) for row in memos])
        merge_decisions(self._session, act, source, target)
        merge_settlements(self._session, act, source, target)
        merge_folded_codes(self._session, act, source, target)
        merge_report_codes(self._session, act, source, target)
        merge_links(self._session, act, source, target)
        kept, brought = (self._session.rows("SELECT * FROM codes WHERE id = ?", [code])[0] for code in (target, source))
        lists = {
            field: list(dict.fromkeys(each for row in (kept, brought) for each in json.loads(row[field] or "[]")))
            for field in LIST_FIELDS
        }
        own = json.loads(kept["aliases"] or "[]")
        names = dict.fromkeys([*own, brought["name"], *lists["aliases"]])
        lists["aliases"] = [name for name in names if name.casefold() != kept["name"].casefold()]
        told: dict[str, Scalar] = {field: json.dumps(each, ensure_ascii=False) for field, each in lists.items()}
        # A code that nothing hung on and that says nothing new takes no coding out of date.
        if twins or moved or fields_of(kept).means_other(fields_of(kept | told)):
            told["revision"] = revision
        act.update("codes", target, **told)

    @staticmethod
    def _colour(tree: CodeTree, rows: dict[int, dict[str, Any]], code_id: int) -> str:
        """A code's own colour, else its nearest ancestor's, else one by the place of its top code."""
        line = [code_id, *(node.id for node in tree.ancestors(code_id))]
        for code in line:
            if rows[code]["colour"]:
                return str(rows[code]["colour"])
        roots = [node.id for node in tree.roots]
        return COLOURS[roots.index(line[-1]) % len(COLOURS)]


def fields_of(row: dict[str, Any]) -> CodeFields:
    """The typed fields in a row of `codes`."""
    texts: dict[str, Any] = {name: row[name] for name in TEXT_FIELDS}
    lists: dict[str, Any] = {name: tuple(json.loads(row[name] or "[]")) for name in LIST_FIELDS}
    return CodeFields(**texts, **lists, colour=row["colour"] or "", mark=row["mark"])


def columns_of(fields: CodeFields) -> dict[str, Scalar]:
    """The columns of `codes` that hold the typed fields.

    Raises:
        InputError: the colour is none, or the mark, or a rule.
    """
    colour = fields.colour.strip()
    if colour and not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise InputError(_("'{colour}' is no colour: write it as #0072B2.").format(colour=shown_line(colour)))
    mark = fields.mark.strip()
    if mark and not is_mark(mark):
        message = _("'{mark}' is no mark: write one or two letters or signs, as Ti or +.")
        raise InputError(message.format(mark=shown_line(mark)))
    for rule in fields.rules:
        parse(rule)
    texts: dict[str, Scalar] = {name: getattr(fields, name) for name in TEXT_FIELDS}
    lists: dict[str, Scalar] = {name: json.dumps(getattr(fields, name), ensure_ascii=False) for name in LIST_FIELDS}
    return texts | lists | {"colour": colour or None, "mark": mark}
