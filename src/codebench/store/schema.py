"""The schema of a project file: tables, indexes and the identity that other programs can read."""

APPLICATION_ID = 0x63_64_62_63  # "cdbc"
VERSION = 4

_FK = "DEFERRABLE INITIALLY DEFERRED"

# What version 2 added: rules of codes, what coders decided on suggestions, and what pipelines understood of texts.
# Annotations, lemmas and suggestion indexes are computed: no part of the journal, and made anew where they are gone.
CODE_RULES = "rules TEXT NOT NULL DEFAULT ''"
SUGGESTION_TABLES = f"""
CREATE TABLE suggestion_decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, coder_id INTEGER NOT NULL REFERENCES coders (id) {_FK},
  code_id INTEGER NOT NULL REFERENCES codes (id) {_FK}, unit_id INTEGER REFERENCES units (id) {_FK},
  decision TEXT NOT NULL CHECK (decision IN ('accepted', 'rejected', 'never')),
  tier TEXT NOT NULL CHECK (tier IN ('strong', 'moderate', 'exploratory', '')), model TEXT NOT NULL,
  created_at TEXT NOT NULL, CHECK ((unit_id IS NULL) = (decision = 'never'))
) STRICT;

CREATE TABLE pipelines (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, UNIQUE (name, version)
) STRICT;

CREATE TABLE annotations (
  text_version_id INTEGER NOT NULL, pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
  words INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (text_version_id, pipeline_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE lemmas (id INTEGER PRIMARY KEY, lemma TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE lemma_texts (
  lemma_id INTEGER NOT NULL REFERENCES lemmas (id), pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
  text_version_id INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (lemma_id, pipeline_id, text_version_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE suggestion_indexes (
  coder_id INTEGER PRIMARY KEY, pipeline_id INTEGER NOT NULL REFERENCES pipelines (id), model TEXT NOT NULL,
  act_id INTEGER NOT NULL, value BLOB NOT NULL
) STRICT;
"""
SUGGESTION_INDEXES = """
CREATE UNIQUE INDEX suggestion_decisions_once ON suggestion_decisions (coder_id, code_id, ifnull(unit_id, 0));
CREATE INDEX suggestion_decisions_by_code ON suggestion_decisions (code_id);
CREATE INDEX suggestion_decisions_by_unit ON suggestion_decisions (unit_id);
CREATE INDEX annotations_by_pipeline ON annotations (pipeline_id);
CREATE INDEX lemma_texts_by_text ON lemma_texts (text_version_id, pipeline_id);
CREATE INDEX lemma_texts_by_pipeline ON lemma_texts (pipeline_id);
CREATE INDEX suggestion_indexes_by_pipeline ON suggestion_indexes (pipeline_id);
"""

# What version 3 added: rounds of coders over units, and what settled their disagreements. Codings carry no round: who
# codes the same text once more does so as a coder of another name (`as_coder_id`), so that every count goes by coder.
ROUND_TABLES = f"""
CREATE TABLE rounds (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('practice', 'reliability')), is_blind INTEGER NOT NULL CHECK (is_blind IN (0, 1)),
  unit TEXT NOT NULL CHECK (unit IN ('turn', 'paragraph', 'answer', 'sentence', 'character')), seed INTEGER NOT NULL,
  codebook_revision INTEGER NOT NULL REFERENCES codebook_revisions (id) {_FK},
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')), created_at TEXT NOT NULL, closed_at TEXT,
  name TEXT NOT NULL UNIQUE, selection TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', figures TEXT NOT NULL DEFAULT '',
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
) STRICT;

CREATE TABLE round_units (
  id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id) {_FK},
  unit_id INTEGER NOT NULL REFERENCES units (id) {_FK}, UNIQUE (round_id, unit_id)
) STRICT;

CREATE TABLE round_coders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id) {_FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {_FK}, position INTEGER NOT NULL,
  as_coder_id INTEGER REFERENCES coders (id) {_FK}, done_at TEXT, UNIQUE (round_id, coder_id)
) STRICT;

CREATE TABLE settlements (
  id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id) {_FK},
  unit_id INTEGER NOT NULL REFERENCES units (id) {_FK}, code_id INTEGER NOT NULL REFERENCES codes (id) {_FK},
  outcome TEXT NOT NULL CHECK (outcome IN ('one', 'all', 'neither', 'adjusted')),
  coder_id INTEGER REFERENCES coders (id) {_FK}, created_at TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  UNIQUE (round_id, unit_id, code_id), CHECK ((outcome = 'one') = (coder_id IS NOT NULL))
) STRICT;
"""
ROUND_INDEXES = """
CREATE INDEX rounds_by_revision ON rounds (codebook_revision);
CREATE INDEX round_units_by_unit ON round_units (unit_id);
CREATE INDEX round_coders_by_coder ON round_coders (coder_id);
CREATE INDEX round_coders_by_second ON round_coders (as_coder_id);
CREATE INDEX settlements_by_unit ON settlements (unit_id);
CREATE INDEX settlements_by_code ON settlements (code_id);
CREATE INDEX settlements_by_coder ON settlements (coder_id);
"""

# What version 4 added: when a turn was spoken, how the columns of a survey were read, how the first suggestions did
# (derived as well), and who withdrew: of them no name, only what tells that the same person (kind 'case') or file (kind
# 'file') is about to come in again.
UNIT_TIME = "time_ms INTEGER"
SOURCE_RECIPE = "recipe TEXT NOT NULL DEFAULT ''"
SCORE_TABLE = """
CREATE TABLE suggestion_scores (
  coder_id INTEGER NOT NULL, unit_id INTEGER NOT NULL, model TEXT NOT NULL, codes TEXT NOT NULL, score REAL NOT NULL,
  is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)), found INTEGER NOT NULL, prior_found INTEGER NOT NULL,
  PRIMARY KEY (coder_id, unit_id)
) STRICT, WITHOUT ROWID;
"""
WITHDRAWAL_TABLE = """
CREATE TABLE withdrawals (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('case', 'file')),
  salt TEXT NOT NULL, mark TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;
"""
WITHDRAWAL_INDEXES = """
CREATE UNIQUE INDEX withdrawals_once ON withdrawals (guid, kind, mark);
"""

# And how what was written under "andere" is folded back: codes given to the answers of a question onto the options of a
# variable. What was answered stays as it is; a table shows both.
FOLD_TABLES = f"""
CREATE TABLE folds (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  variable_id INTEGER NOT NULL REFERENCES variables (id) {_FK},
  question_id INTEGER NOT NULL REFERENCES questions (id) {_FK}, created_at TEXT NOT NULL, UNIQUE (variable_id)
) STRICT;

CREATE TABLE fold_pairs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, fold_id INTEGER NOT NULL REFERENCES folds (id) {_FK},
  code_id INTEGER NOT NULL REFERENCES codes (id) {_FK},
  option_id INTEGER NOT NULL REFERENCES variable_options (id) {_FK}, UNIQUE (fold_id, code_id)
) STRICT;
"""
FOLD_INDEXES = """
CREATE INDEX folds_by_question ON folds (question_id);
CREATE INDEX fold_pairs_by_code ON fold_pairs (code_id);
CREATE INDEX fold_pairs_by_option ON fold_pairs (option_id);
"""

# And what the report is written from: quotes kept for it, themes made of codes and quotes, and summaries, in a coder's
# own words, of what a case says about a code or theme. `based_on` names the codings that a summary rests on, with their
# lengths: it is stale where these are others now. Two copies of a project may each make a theme of one name.
REPORT_TABLES = f"""
CREATE TABLE excerpts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, coding_id INTEGER NOT NULL REFERENCES codings (id) {_FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {_FK}, is_starred INTEGER NOT NULL CHECK (is_starred IN (0, 1)),
  created_at TEXT NOT NULL, report_text TEXT NOT NULL DEFAULT '', paraphrase TEXT NOT NULL DEFAULT '',
  UNIQUE (coding_id)
) STRICT;

CREATE TABLE themes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
  created_at TEXT NOT NULL, name TEXT NOT NULL, claim TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE theme_codes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, theme_id INTEGER NOT NULL REFERENCES themes (id) {_FK},
  code_id INTEGER NOT NULL REFERENCES codes (id) {_FK}, position INTEGER NOT NULL, UNIQUE (theme_id, code_id)
) STRICT;

CREATE TABLE theme_codings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, theme_id INTEGER NOT NULL REFERENCES themes (id) {_FK},
  coding_id INTEGER NOT NULL REFERENCES codings (id) {_FK}, position INTEGER NOT NULL, UNIQUE (theme_id, coding_id)
) STRICT;

CREATE TABLE summaries (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  coder_id INTEGER NOT NULL REFERENCES coders (id) {_FK}, case_id INTEGER NOT NULL REFERENCES cases (id) {_FK},
  code_id INTEGER REFERENCES codes (id) {_FK}, theme_id INTEGER REFERENCES themes (id) {_FK},
  kind TEXT NOT NULL CHECK (kind IN ('said', 'nothing said')), based_on TEXT NOT NULL,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, text TEXT NOT NULL DEFAULT '',
  CHECK ((code_id IS NULL) <> (theme_id IS NULL))
) STRICT;
"""
REPORT_INDEXES = """
CREATE INDEX excerpts_by_coder ON excerpts (coder_id);
CREATE INDEX theme_codes_by_code ON theme_codes (code_id);
CREATE INDEX theme_codings_by_coding ON theme_codings (coding_id);
CREATE UNIQUE INDEX summaries_once ON summaries (case_id, coder_id, ifnull(code_id, 0), ifnull(theme_id, 0));
CREATE INDEX summaries_by_coder ON summaries (coder_id);
CREATE INDEX summaries_by_code ON summaries (code_id);
CREATE INDEX summaries_by_theme ON summaries (theme_id);
"""

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
  kind TEXT NOT NULL CHECK (kind IN ('person', 'group', 'organisation', 'collective')),
  role TEXT NOT NULL CHECK (role IN ('participant', 'moderator')),
  parent_id INTEGER REFERENCES cases (id) {_FK}, name TEXT NOT NULL
) STRICT;

CREATE TABLE variables (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('category', 'multiple', 'scale', 'number', 'date', 'text')),
  position INTEGER NOT NULL, name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE variable_options (
  id INTEGER PRIMARY KEY AUTOINCREMENT, variable_id INTEGER NOT NULL REFERENCES variables (id) {_FK},
  position INTEGER NOT NULL, label TEXT NOT NULL, UNIQUE (variable_id, label)
) STRICT;

CREATE TABLE case_values (
  id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES cases (id) {_FK},
  variable_id INTEGER NOT NULL REFERENCES variables (id) {_FK},
  option_id INTEGER REFERENCES variable_options (id) {_FK}, number REAL, text TEXT,
  absence TEXT CHECK (absence IN ('not asked', 'blank', 'n.v.t.', 'weet niet')),
  CHECK ((option_id IS NOT NULL) + (number IS NOT NULL) + (text IS NOT NULL) + (absence IS NOT NULL) = 1)
) STRICT;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('transcript', 'note', 'answer')),
  question_id INTEGER REFERENCES questions (id) {_FK}, case_id INTEGER REFERENCES cases (id) {_FK},
  source_id INTEGER REFERENCES sources (id) {_FK},
  absence TEXT CHECK (absence IN ('not asked', 'blank', 'n.v.t.', 'weet niet')),
  status TEXT NOT NULL CHECK (status IN ('active', 'retired', 'purged')), position INTEGER NOT NULL,
  name TEXT NOT NULL,
  CHECK ((kind = 'answer') = (question_id IS NOT NULL))
) STRICT;

CREATE TABLE text_versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id) {_FK},
  number INTEGER NOT NULL, content_id INTEGER NOT NULL REFERENCES contents (id) {_FK},
  length INTEGER NOT NULL, is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  UNIQUE (document_id, number)
) STRICT;

CREATE TABLE sections (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id) {_FK},
  position INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, title TEXT NOT NULL,
  CHECK (0 <= start AND start <= "end")
) STRICT;

CREATE TABLE units (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id) {_FK},
  kind TEXT NOT NULL CHECK (kind IN ('turn', 'paragraph', 'answer')), position INTEGER NOT NULL,
  start INTEGER NOT NULL, body_start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  case_id INTEGER REFERENCES cases (id) {_FK}, section_id INTEGER REFERENCES sections (id) {_FK}, {UNIT_TIME},
  CHECK (0 <= start AND start <= body_start AND body_start <= "end")
) STRICT;

CREATE TABLE codebook_revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, created_at TEXT NOT NULL
) STRICT;

CREATE TABLE codes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES codes (id) {_FK}, position INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'archived')), colour TEXT,
  revision INTEGER NOT NULL REFERENCES codebook_revisions (id) {_FK},
  name TEXT NOT NULL, definition TEXT NOT NULL, include_when TEXT NOT NULL, exclude_when TEXT NOT NULL,
  example TEXT NOT NULL, counter_example TEXT NOT NULL, keywords TEXT NOT NULL, aliases TEXT NOT NULL,
  {CODE_RULES}
) STRICT;

CREATE TABLE codings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  document_id INTEGER NOT NULL REFERENCES documents (id) {_FK},
  text_version_id INTEGER NOT NULL REFERENCES text_versions (id) {_FK},
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, code_id INTEGER NOT NULL REFERENCES codes (id) {_FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {_FK},
  origin TEXT NOT NULL CHECK (origin IN ('manual', 'suggestion', 'autocode', 'import')),
  codebook_revision INTEGER NOT NULL REFERENCES codebook_revisions (id) {_FK},
  status TEXT NOT NULL CHECK (status IN ('active', 'orphaned')), created_at TEXT NOT NULL,
  CHECK (0 <= start AND start < "end")
) STRICT;

CREATE TABLE review_marks (
  id INTEGER PRIMARY KEY AUTOINCREMENT, unit_id INTEGER NOT NULL REFERENCES units (id) {_FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {_FK}, created_at TEXT NOT NULL,
  UNIQUE (unit_id, coder_id)
) STRICT;

CREATE TABLE memos (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('theoretical', 'methodological', 'reflexive')),
  is_private INTEGER NOT NULL CHECK (is_private IN (0, 1)),
  coder_id INTEGER NOT NULL REFERENCES coders (id) {_FK},
  document_id INTEGER REFERENCES documents (id) {_FK}, unit_id INTEGER REFERENCES units (id) {_FK},
  question_id INTEGER REFERENCES questions (id) {_FK}, case_id INTEGER REFERENCES cases (id) {_FK},
  code_id INTEGER REFERENCES codes (id) {_FK}, coding_id INTEGER REFERENCES codings (id) {_FK},
  text_version_id INTEGER REFERENCES text_versions (id) {_FK}, start INTEGER, "end" INTEGER,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
  CHECK ((document_id IS NOT NULL) + (unit_id IS NOT NULL) + (question_id IS NOT NULL) + (case_id IS NOT NULL)
    + (code_id IS NOT NULL) + (coding_id IS NOT NULL) + (text_version_id IS NOT NULL) <= 1),
  CHECK ((text_version_id IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL))
) STRICT;

{SUGGESTION_TABLES}
{ROUND_TABLES}
{WITHDRAWAL_TABLE}
{FOLD_TABLES}
{REPORT_TABLES}
{SCORE_TABLE}
CREATE TABLE contents (
  id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, entity_id INTEGER NOT NULL,
  salt BLOB, value TEXT, sha256 TEXT
) STRICT;

CREATE TABLE acts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  coder_guid TEXT NOT NULL, created_at TEXT NOT NULL, target_id INTEGER REFERENCES acts (id) {_FK},
  content_id INTEGER NOT NULL REFERENCES contents (id) {_FK}
) STRICT;

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, act_id INTEGER NOT NULL REFERENCES acts (id) {_FK},
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
CREATE INDEX cases_by_parent ON cases (parent_id);
CREATE UNIQUE INDEX cases_by_name ON cases (ifnull(parent_id, 0), name);
CREATE UNIQUE INDEX case_values_once ON case_values (case_id, variable_id, ifnull(option_id, 0));
CREATE INDEX case_values_by_variable ON case_values (variable_id, option_id, case_id);
CREATE INDEX case_values_by_option ON case_values (option_id);
CREATE INDEX documents_by_question ON documents (question_id, position);
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
CREATE INDEX memos_by_coder ON memos (coder_id);
CREATE INDEX contents_by_entity ON contents (entity, entity_id);
CREATE INDEX acts_by_target ON acts (target_id);
CREATE INDEX acts_by_coder ON acts (coder_guid);
CREATE INDEX acts_by_content ON acts (content_id);
CREATE INDEX events_by_act ON events (act_id);
CREATE INDEX coding_units_by_code ON coding_units (code_id, coder_id, is_alone, case_id);
CREATE INDEX coding_units_by_unit ON coding_units (unit_id, coder_id);
"""
