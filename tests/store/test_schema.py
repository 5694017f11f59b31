"""The schema: every table accounted for, every reference indexed, every read view as it is documented."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from codebench.store.schema import INDEXES, TABLES
from codebench.store.tables import STATE
from codebench.store.views import VIEWS, define_views

# What is no state: the journal itself, and what is computed from the state.
JOURNAL = {"contents", "acts", "events"}
DERIVED = {
    "coding_units",
    "pipelines",
    "annotations",
    "lemmas",
    "lemma_texts",
    "suggestion_indexes",
    "suggestion_scores",
    "reading_stops",
}
DOCUMENT = Path(__file__).parents[2] / "docs" / "views.md"


@pytest.fixture
def db() -> Iterator[Database]:
    made = Database(memory=True)
    made.conn.executescript(TABLES + INDEXES)
    define_views(made)
    yield made
    made.close()


def test_every_table_is_state_journal_or_derived(db: Database) -> None:
    tables = {name for name in db.table_names() if not name.startswith(("text_index", "sqlite_"))}
    assert tables == STATE.keys() | JOURNAL | DERIVED


def test_the_registry_knows_every_column_of_the_state(db: Database) -> None:
    for name, spec in STATE.items():
        columns = [row[1] for row in db.conn.execute(f"PRAGMA table_info({name})")]
        assert columns == list(spec.columns), name
        assert spec.name == name
    assert len({spec.number for spec in STATE.values()} | {0}) == len(STATE) + 1


def test_every_table_is_strict(db: Database) -> None:
    listed = {row[1]: row[5] for row in db.conn.execute("PRAGMA main.table_list")}
    assert all(listed[name] for name in (*STATE, *JOURNAL, *DERIVED))


def test_every_reference_is_indexed(db: Database) -> None:
    """Else each row that goes makes SQLite look through the whole other table."""
    for table in (*STATE, *JOURNAL):
        whole = [index for index in db.conn.execute(f"PRAGMA index_list({table})") if not index[4]]
        first = {db.conn.execute(f"PRAGMA index_info({index[1]})").fetchone()[2] for index in whole}
        for key in db.table(table).foreign_keys:
            assert key.column in first, f"{table}.{key.column}"


PUBLIC = {
    "indexed_texts": "id value",
    "view_documents": "document_id guid kind name question question_id case_id absence position text_version_id version"
    " length text",
    "view_units": (
        "unit_id document_id kind position start body_start end case_id case case_kind role section time_ms counts"
    ),
    "view_codes": "code_id path depth root_id guid name parent_id position status colour revision definition",
    "view_codings": "coding_id guid document_id start end quote code_id code coder_id coder origin codebook_revision"
    " created_at weight",
    "view_coding_units": "coding_id unit_id code_id coder_id case_id document_id question_id case_kind counts",
    "view_reviews": "unit_id coder_id coder document_id case_id created_at",
    "view_rounds": "round_id guid round kind is_blind unit status unit_id document_id coder_id coder person_id position"
    " reviewed_at done_at",
    "view_case_values": "case_id case variable_id variable type option_id value number absence",
    "view_acts": "act_id guid kind coder_guid coder created_at target_id summary undone",
}


def columns_of(db: Database, view: str) -> list[str]:
    return [column.name for column in db.view(view).columns]


def test_the_columns_of_the_read_views_are_public_interface(db: Database) -> None:
    """Who changes this list changes what scripts of users read: it takes a new version and a line in CHANGELOG."""
    assert {view: " ".join(columns_of(db, view)) for view in VIEWS} == PUBLIC


def test_the_document_says_what_the_views_are(db: Database) -> None:
    sections = re.findall(r"^## `(\w+)`\n\n(.+?)\n\n((?:\| .*\n)+)", DOCUMENT.read_text("utf-8"), re.M)
    assert [name for name, _rows, _table in sections] == list(VIEWS)
    for name, rows, table in sections:
        assert rows == VIEWS[name].rows, name
        lines = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in table.splitlines()]
        assert [line[0].strip("`") for line in lines[2:]] == columns_of(db, name), name
        assert all(len(line) == 2 and line[1] for line in lines), name
