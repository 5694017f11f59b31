"""Tables and columns that came with later versions of the project file: in a new file, and by a migration."""

FK = "DEFERRABLE INITIALLY DEFERRED"

# What version 2 added: rules of codes, what coders decided on suggestions, and what pipelines understood of texts.
# Annotations, lemmas and suggestion indexes are computed: no part of the journal, and made anew where they are gone.
CODE_RULES = "rules TEXT NOT NULL DEFAULT ''"
SUGGESTION_TABLES = f"""
CREATE TABLE suggestion_decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, coder_id INTEGER NOT NULL REFERENCES coders (id) {FK},
  code_id INTEGER NOT NULL REFERENCES codes (id) {FK}, unit_id INTEGER REFERENCES units (id) {FK},
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
  codebook_revision INTEGER NOT NULL REFERENCES codebook_revisions (id) {FK},
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')), created_at TEXT NOT NULL, closed_at TEXT,
  name TEXT NOT NULL UNIQUE, selection TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', figures TEXT NOT NULL DEFAULT '',
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
) STRICT;

CREATE TABLE round_units (
  id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id) {FK},
  unit_id INTEGER NOT NULL REFERENCES units (id) {FK}, UNIQUE (round_id, unit_id)
) STRICT;

CREATE TABLE round_coders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id) {FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {FK}, position INTEGER NOT NULL,
  as_coder_id INTEGER REFERENCES coders (id) {FK}, done_at TEXT, UNIQUE (round_id, coder_id)
) STRICT;

CREATE TABLE settlements (
  id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id) {FK},
  unit_id INTEGER NOT NULL REFERENCES units (id) {FK}, code_id INTEGER NOT NULL REFERENCES codes (id) {FK},
  outcome TEXT NOT NULL CHECK (outcome IN ('one', 'all', 'neither', 'adjusted')),
  coder_id INTEGER REFERENCES coders (id) {FK}, created_at TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
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
  coder_id INTEGER NOT NULL, unit_id INTEGER NOT NULL, model TEXT NOT NULL, codes TEXT NOT NULL,
  first_code_id INTEGER NOT NULL, score REAL NOT NULL, lead REAL NOT NULL, learnt INTEGER NOT NULL,
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
  variable_id INTEGER NOT NULL REFERENCES variables (id) {FK},
  question_id INTEGER NOT NULL REFERENCES questions (id) {FK}, created_at TEXT NOT NULL, UNIQUE (variable_id)
) STRICT;

CREATE TABLE fold_pairs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, fold_id INTEGER NOT NULL REFERENCES folds (id) {FK},
  code_id INTEGER NOT NULL REFERENCES codes (id) {FK},
  option_id INTEGER NOT NULL REFERENCES variable_options (id) {FK}, UNIQUE (fold_id, code_id)
) STRICT;
"""
FOLD_INDEXES = """
CREATE INDEX folds_by_question ON folds (question_id);
CREATE INDEX fold_pairs_by_code ON fold_pairs (code_id);
CREATE INDEX fold_pairs_by_option ON fold_pairs (option_id);
"""

# And what the report is written from: quotes kept for it, themes made of codes and quotes, and summaries, in a coder's
# own words, of what a case says about a code or theme. `based_on` names the codings that a summary rests on, with their
# lengths: it is stale where these are others now. Two copies of a project may each make a theme of one name. A theme of
# kind 'set' claims nothing and is no chapter: it only gathers codes.
REPORT_TABLES = f"""
CREATE TABLE excerpts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, coding_id INTEGER NOT NULL REFERENCES codings (id) {FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {FK}, is_starred INTEGER NOT NULL CHECK (is_starred IN (0, 1)),
  created_at TEXT NOT NULL, report_text TEXT NOT NULL DEFAULT '', paraphrase TEXT NOT NULL DEFAULT '',
  UNIQUE (coding_id)
) STRICT;

CREATE TABLE themes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('theme', 'set')), created_at TEXT NOT NULL, name TEXT NOT NULL,
  claim TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE theme_codes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, theme_id INTEGER NOT NULL REFERENCES themes (id) {FK},
  code_id INTEGER NOT NULL REFERENCES codes (id) {FK}, position INTEGER NOT NULL, UNIQUE (theme_id, code_id)
) STRICT;

CREATE TABLE theme_codings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, theme_id INTEGER NOT NULL REFERENCES themes (id) {FK},
  coding_id INTEGER NOT NULL REFERENCES codings (id) {FK}, position INTEGER NOT NULL, UNIQUE (theme_id, coding_id)
) STRICT;

CREATE TABLE summaries (
  id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE,
  coder_id INTEGER NOT NULL REFERENCES coders (id) {FK}, case_id INTEGER NOT NULL REFERENCES cases (id) {FK},
  code_id INTEGER REFERENCES codes (id) {FK}, theme_id INTEGER REFERENCES themes (id) {FK},
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

# And how codes hang together in a grounded project: "leads to", "condition of", or in the researcher's own words.
LINK_TABLE = f"""
CREATE TABLE code_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT, from_id INTEGER NOT NULL REFERENCES codes (id) {FK},
  to_id INTEGER NOT NULL REFERENCES codes (id) {FK}, created_at TEXT NOT NULL, name TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '', UNIQUE (from_id, to_id, name), CHECK (from_id <> to_id)
) STRICT;
"""
LINK_INDEXES = """
CREATE INDEX code_links_by_end ON code_links (to_id);
"""

# And where in the material a coder wants to come back: units with a bookmark, and (derived, since nobody undoes where
# they were) the place where each coder left each text version.
BOOKMARK_TABLE = f"""
CREATE TABLE bookmarks (
  id INTEGER PRIMARY KEY AUTOINCREMENT, unit_id INTEGER NOT NULL REFERENCES units (id) {FK},
  coder_id INTEGER NOT NULL REFERENCES coders (id) {FK}, created_at TEXT NOT NULL, UNIQUE (unit_id, coder_id)
) STRICT;
"""
BOOKMARK_INDEXES = """
CREATE INDEX bookmarks_by_coder ON bookmarks (coder_id);
"""
STOP_TABLE = """
CREATE TABLE reading_stops (
  coder_id INTEGER NOT NULL, text_version_id INTEGER NOT NULL, start INTEGER NOT NULL,
  PRIMARY KEY (coder_id, text_version_id)
) STRICT, WITHOUT ROWID;
"""

# The answers that are walked come in their order from the index alone.
ANSWER_INDEX = "CREATE INDEX documents_by_question ON documents (question_id, status, absence, position)"

# How much a coding weighs with its coder, 0 to 100 as in MAXQDA; most have no weight. No count reads it.
CODING_WEIGHT = "weight INTEGER CHECK (weight BETWEEN 0 AND 100)"

# What version 6 added: the letters or signs that somebody chose for a code in the margin, and the codings that a memo
# links to beside what it is on (a JSON list of GUIDs: one whose coding is gone waits for an undo to bring it back).
CODE_MARK = "mark TEXT NOT NULL DEFAULT ''"
MEMO_LINKED = "linked TEXT"

# A memo may be about a round.
MEMO_ROUND = f"round_id INTEGER REFERENCES rounds (id) {FK}"
MEMO_INDEX = "CREATE INDEX memos_by_round ON memos (round_id)"
