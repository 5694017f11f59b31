"""The state tables and which of their columns hold something about people.

The journal writes public columns into the event chain as they are; private ones (names, texts, values) go to
the erasable `contents` table and leave only a salted commitment in the chain. A table's number is stored with
its contents and never changes.
"""

from dataclasses import dataclass

Scalar = str | int | float | None
Image = tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class StateTable:
    """A state table: `id` comes first, then its public columns, then its private ones.

    `body` names the public column that points at a row of `contents` holding a text.
    """

    name: str
    number: int
    public: tuple[str, ...]
    private: tuple[str, ...] = ()
    body: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in the order of an image."""
        return ("id", *self.public, *self.private)

    @property
    def private_at(self) -> int:
        """The place in an image where the private columns begin."""
        return 1 + len(self.public)


STATE: dict[str, StateTable] = {
    table.name: table
    for table in (
        StateTable("projects", 1, ("guid", "created_at", "language"), ("name",)),
        StateTable("settings", 2, ("name",), ("value",)),
        StateTable("coders", 3, ("guid", "kind"), ("name",)),
        StateTable("sources", 4, ("guid", "format"), ("name", "checksum", "recipe")),
        StateTable("questions", 5, ("guid", "position"), ("name", "wording")),
        StateTable("cases", 6, ("guid", "kind", "role", "parent_id"), ("name",)),
        StateTable("variables", 7, ("guid", "type", "position"), ("name",)),
        StateTable("variable_options", 8, ("variable_id", "position"), ("label",)),
        StateTable("case_values", 9, ("case_id", "variable_id"), ("option_id", "number", "text", "absence")),
        StateTable(
            "documents",
            10,
            ("guid", "kind", "question_id", "case_id", "source_id", "absence", "status", "position"),
            ("name",),
        ),
        StateTable(
            "text_versions",
            11,
            ("document_id", "number", "content_id", "length", "is_current"),
            body="content_id",
        ),
        StateTable("sections", 12, ("document_id", "position", "start", "end"), ("title",)),
        StateTable(
            "units",
            13,
            ("document_id", "kind", "position", "start", "body_start", "end", "case_id", "section_id", "time_ms"),
        ),
        StateTable("codebook_revisions", 14, ("created_at",)),
        StateTable(
            "codes",
            15,
            ("guid", "parent_id", "position", "status", "colour", "revision"),
            (
                "name",
                "definition",
                "include_when",
                "exclude_when",
                "example",
                "counter_example",
                "keywords",
                "aliases",
                "rules",
                "mark",
            ),
        ),
        StateTable(
            "codings",
            16,
            (
                "guid",
                "document_id",
                "text_version_id",
                "start",
                "end",
                "code_id",
                "coder_id",
                "origin",
                "codebook_revision",
                "status",
                "created_at",
                "weight",
            ),
        ),
        StateTable("review_marks", 17, ("unit_id", "coder_id", "created_at")),
        StateTable(
            "memos",
            18,
            (
                "guid",
                "kind",
                "is_private",
                "coder_id",
                "document_id",
                "unit_id",
                "question_id",
                "case_id",
                "code_id",
                "coding_id",
                "text_version_id",
                "start",
                "end",
                "created_at",
                "changed_at",
                "round_id",
                "linked",
            ),
            ("title", "body"),
        ),
        StateTable(
            "suggestion_decisions", 19, ("coder_id", "code_id", "unit_id", "decision", "tier", "model", "created_at")
        ),
        StateTable(
            "rounds",
            20,
            ("guid", "kind", "is_blind", "unit", "seed", "codebook_revision", "status", "created_at", "closed_at"),
            ("name", "selection", "reason", "figures"),
        ),
        StateTable("round_units", 21, ("round_id", "unit_id")),
        StateTable("round_coders", 22, ("round_id", "coder_id", "position", "as_coder_id", "done_at")),
        StateTable(
            "settlements", 23, ("round_id", "unit_id", "code_id", "outcome", "coder_id", "created_at"), ("note",)
        ),
        StateTable("withdrawals", 24, ("guid", "kind", "salt", "mark", "created_at")),
        StateTable("folds", 25, ("guid", "variable_id", "question_id", "created_at")),
        StateTable("fold_pairs", 26, ("fold_id", "code_id", "option_id")),
        StateTable(
            "excerpts", 27, ("coding_id", "coder_id", "is_starred", "created_at"), ("report_text", "paraphrase")
        ),
        StateTable("themes", 28, ("guid", "position", "kind", "created_at"), ("name", "claim", "body")),
        StateTable("theme_codes", 29, ("theme_id", "code_id", "position")),
        StateTable("theme_codings", 30, ("theme_id", "coding_id", "position")),
        StateTable(
            "summaries",
            31,
            ("guid", "coder_id", "case_id", "code_id", "theme_id", "kind", "based_on", "created_at", "changed_at"),
            ("text",),
        ),
        StateTable("bookmarks", 32, ("unit_id", "coder_id", "created_at")),
        StateTable("code_links", 33, ("from_id", "to_id", "created_at"), ("name", "note")),
    )
}
