"""The schema of a project file: tables, indexes and the identity that other programs can read."""

from codebench.store.later_tables import (
    ANSWER_INDEX,
    BOOKMARK_INDEXES,
    BOOKMARK_TABLE,
    CODE_MARK,
    CODE_RULES,
    CODING_WEIGHT,
    FK,
    FOLD_INDEXES,
    FOLD_TABLES,
    LINK_INDEXES,
    LINK_TABLE,
    MEMO_INDEX,
    MEMO_LINKED,
    MEMO_ROUND,
    REPORT_INDEXES,
    REPORT_TABLES,
    ROUND_INDEXES,
    ROUND_TABLES,
    SCORE_TABLE,
    SOURCE_RECIPE,
    STOP_TABLE,
    SUGGESTION_INDEXES,
    SUGGESTION_TABLES,
    UNIT_TIME,
    WITHDRAWAL_INDEXES,
    WITHDRAWAL_TABLE,
)

APPLICATION_ID = 0x63_64_62_63  # "cdbc"
VERSION = 6


def one_of(column: str, *values: str) -> str:
    """The CHECK that a column holds one of these words, in a form of which SQLite makes no table for each statement."""
    told = " OR ".join(f"{column} = '{value}'" for value in values)
    return f"CHECK ({told})"


TABLES = f"""
CREATE TABLE projects (
  id INTEGER PRIMARY KEY CHECK (id = 1), guid TEXT NOT NULL, created_at TEXT NOT NULL,
  language TEXT NOT NULL, name TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL
) STRICT;

CREATE TABLE coders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'consensus')), name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, format TEXT NOT NULL,
  name TEXT NOT NULL, checksum TEXT NOT NULL, {SOURCE_RECIPE}
) STRICT;

CREATE TABLE questions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE, wording TEXT NOT NULL
) STRICT;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL {one_of("kind", "person", "group", "organisation", "collective")},
  role TEXT NOT NULL CHECK (role IN ('participant', 'moderator')),
  parent_id INTEGER REFERENCES cases (id) {FK}, name TEXT NOT NULL
) STRICT;

CREATE TABLE variables (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL {one_of("type", "category", "multiple", "scale", "number", "date", "text")},
  position INTEGER NOT NULL, name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE variable_options (
  id INTEGER PRIMARY KEY AUTOINCREMENT, variable_id INTEGER NOT NULL REFERENCES variables (id) {FK},
  position INTEGER NOT NULL, label TEXT NOT NULL, UNIQUE (variable_id, label)
) STRICT;

CREATE TABLE case_values (
  id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES cases (id) {FK},
  variable_id INTEGER NOT NULL REFERENCES variables (id) {FK},
  option_id INTEGER REFERENCES variable_options (id) {FK}, number REAL, text TEXT,
  absence TEXT {one_of("absence", "not asked", "blank", "n.v.t.", "weet niet")},
  CHECK ((option_id IS NOT NULL) + (number IS NOT NULL) + (text IS NOT NULL) + (absence IS NOT NULL) = 1)
) STRICT;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL {one_of("kind", "transcript", "note", "answer")},
  question_id INTEGER REFERENCES questions (id) {FK}, case_id INTEGER REFERENCES cases (id) {FK},
  source_id INTEGER REFERENCES sources (id) {FK},
  absence TEXT {one_of("absence", "not asked", "blank", "n.v.t.", "weet niet")},
  status TEXT NOT NULL {one_of("status", "active", "retired", "purged")}, position INTEGER NOT NULL,
  name TEXT NOT NULL,
  CHECK ((kind = 'answer') = (question_id IS NOT NULL))
) STRICT;

CREATE TABLE text_versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id) {FK},
  number INTEGER NOT NULL, content_id INTEGER NOT NULL REFERENCES contents (id) {FK},
  length INTEGER NOT NULL, is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  UNIQUE (document_id, number)
) STRICT;

CREATE TABLE sections (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id) {FK},
  position INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, title TEXT NOT NULL,
  CHECK (0 <= start AND start <= "end")
) STRICT;

CREATE TABLE units (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id) {FK},
  kind TEXT NOT NULL {one_of("kind", "turn", "paragraph", "answer")}, position INTEGER NOT NULL,
  start INTEGER NOT NULL, body_start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  case_id INTEGER REFERENCES cases (id) {FK}, section_id INTEGER REFERENCES sections (id) {FK}, {UNIT_TIME},
  CHECK (0 <= start AND start <= body_start AND body_start <= "end")
) STRICT;

CREATE TABLE codebook_revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created_at TEXT NOT NULL
) STRICT;

CREATE TABLE codes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES codes (id) {FK}, position INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')), colour TEXT,
  revision INTEGER NOT NULL REFERENCES codebook_revisions (id) {FK},
  name TEXT NOT NULL, definition TEXT NOT NULL, include_when TEXT NOT NULL, exclude_when TEXT NOT NULL,
  example TEXT NOT NULL, counter_example TEXT NOT NULL, keywords TEXT NOT NULL, aliases TEXT NOT NULL,
  {CODE_RULES}, {CODE_MARK}
) STRICT;

CREATE TABLE codings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  document_id INTEGER NOT NULL REFERENCES documents (id) {FK},
  text_version_id INTEGER NOT NULL REFERENCES text_versions (id) {FK},
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, code_id INTEGER NOT NULL REFERENCES codes (id) {FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {FK},
  origin TEXT NOT NULL {one_of("origin", "manual", "suggestion", "autocode", "import")},
  codebook_revision INTEGER NOT NULL REFERENCES codebook_revisions (id) {FK},
  status TEXT NOT NULL CHECK (status IN ('active', 'orphaned')), created_at TEXT NOT NULL, {CODING_WEIGHT},
  CHECK (0 <= start AND start < "end")
) STRICT;

CREATE TABLE review_marks (
  id INTEGER PRIMARY KEY AUTOINCREMENT, unit_id INTEGER NOT NULL REFERENCES units (id) {FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {FK}, created_at TEXT NOT NULL,
  UNIQUE (unit_id, coder_id)
) STRICT;

CREATE TABLE memos (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL {one_of("kind", "theoretical", "methodological", "reflexive")},
  is_private INTEGER NOT NULL CHECK (is_private IN (0, 1)),
  coder_id INTEGER NOT NULL REFERENCES coders (id) {FK},
  document_id INTEGER REFERENCES documents (id) {FK}, unit_id INTEGER REFERENCES units (id) {FK},
  question_id INTEGER REFERENCES questions (id) {FK}, case_id INTEGER REFERENCES cases (id) {FK},
  code_id INTEGER REFERENCES codes (id) {FK}, coding_id INTEGER REFERENCES codings (id) {FK},
  text_version_id INTEGER REFERENCES text_versions (id) {FK}, start INTEGER, "end" INTEGER,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, {MEMO_ROUND}, {MEMO_LINKED},
  title TEXT NOT NULL, body TEXT NOT NULL,
  CHECK ((document_id IS NOT NULL) + (unit_id IS NOT NULL) + (question_id IS NOT NULL) + (case_id IS NOT NULL)
    + (code_id IS NOT NULL) + (coding_id IS NOT NULL) + (text_version_id IS NOT NULL) <= 1),
  CHECK ((text_version_id IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL))
) STRICT;

{SUGGESTION_TABLES}
{ROUND_TABLES}
{WITHDRAWAL_TABLE}
{FOLD_TABLES}
{REPORT_TABLES}
{LINK_TABLE}
{BOOKMARK_TABLE}
{STOP_TABLE}
{SCORE_TABLE}
CREATE TABLE contents (
  id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, entity_id INTEGER NOT NULL,
  salt BLOB, value TEXT, sha256 TEXT
) STRICT;

CREATE TABLE acts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  coder_guid TEXT NOT NULL, created_at TEXT NOT NULL, target_id INTEGER REFERENCES acts (id) {FK},
  content_id INTEGER NOT NULL REFERENCES contents (id) {FK}
) STRICT;

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, act_id INTEGER NOT NULL REFERENCES acts (id) {FK},
  table_name TEXT NOT NULL, op TEXT NOT NULL, payload TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;

CREATE TABLE coding_units (
  coding_id INTEGER NOT NULL, unit_id INTEGER NOT NULL, code_id INTEGER NOT NULL, coder_id INTEGER NOT NULL,
  case_id INTEGER, is_alone INTEGER NOT NULL, PRIMARY KEY (coding_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE text_index USING fts5 (
  value, content = 'indexed_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
"""

INDEXES = f"""
{SUGGESTION_INDEXES}
{ROUND_INDEXES}
{WITHDRAWAL_INDEXES}
{FOLD_INDEXES}
{REPORT_INDEXES}
{LINK_INDEXES}
{BOOKMARK_INDEXES}
CREATE INDEX cases_by_parent ON cases (parent_id);
CREATE UNIQUE INDEX cases_by_name ON cases (ifnull(parent_id, 0), name);
CREATE UNIQUE INDEX case_values_once ON case_values (case_id, variable_id, ifnull(option_id, 0));
CREATE INDEX case_values_by_variable ON case_values (variable_id, option_id, case_id);
CREATE INDEX case_values_by_option ON case_values (option_id);
{ANSWER_INDEX};
CREATE INDEX documents_by_case ON documents (case_id);
CREATE INDEX documents_by_source ON documents (source_id);
CREATE UNIQUE INDEX documents_by_name ON documents (name) WHERE kind <> 'answer' AND status = 'active';
CREATE UNIQUE INDEX text_versions_current ON text_versions (document_id) WHERE is_current = 1;
CREATE INDEX text_versions_by_content ON text_versions (content_id);
CREATE INDEX sections_by_document ON sections (document_id, start);
CREATE INDEX units_by_document ON units (document_id, start, "end", case_id);
CREATE INDEX units_by_case ON units (case_id);
CREATE INDEX units_by_section ON units (section_id);
CREATE UNIQUE INDEX codes_by_name ON codes (ifnull(parent_id, 0), name);
CREATE INDEX codes_by_parent ON codes (parent_id);
CREATE INDEX codes_by_revision ON codes (revision);
CREATE INDEX codings_by_place ON codings (document_id, start, "end", code_id);
CREATE UNIQUE INDEX codings_once ON codings (text_version_id, start, "end", code_id, coder_id)
  WHERE status = 'active';
CREATE INDEX codings_by_text_version ON codings (text_version_id);
CREATE INDEX codings_by_code ON codings (code_id, coder_id, status);
CREATE INDEX codings_by_coder ON codings (coder_id);
CREATE INDEX codings_by_revision ON codings (codebook_revision);
CREATE INDEX review_marks_by_coder ON review_marks (coder_id);
CREATE INDEX memos_by_document ON memos (document_id);
CREATE INDEX memos_by_unit ON memos (unit_id);
CREATE INDEX memos_by_question ON memos (question_id);
CREATE INDEX memos_by_case ON memos (case_id);
CREATE INDEX memos_by_code ON memos (code_id);
CREATE INDEX memos_by_coding ON memos (coding_id);
CREATE INDEX memos_by_text_version ON memos (text_version_id);
{MEMO_INDEX};
CREATE INDEX memos_by_coder ON memos (coder_id);
CREATE INDEX contents_by_entity ON contents (entity, entity_id);
CREATE INDEX acts_by_target ON acts (target_id);
CREATE INDEX acts_by_coder ON acts (coder_guid);
CREATE INDEX acts_by_content ON acts (content_id);
CREATE INDEX events_by_act ON events (act_id);
CREATE INDEX coding_units_by_code ON coding_units (code_id, coder_id, is_alone, case_id);
CREATE INDEX coding_units_by_unit ON coding_units (unit_id, coder_id);
"""
