"""Databases as QualCoder and Taguette make them, with the tables and columns that are documented."""

import sqlite3
from contextlib import closing
from pathlib import Path

TEXTS = {
    1: (
        "gesprek.txt",
        "Het was druk 😀 op school.\nMieke vond het een zware week.\nEr was geen tijd voor de kinderen.",
    ),
    2: ("brief.txt", "De ouders belden niet terug.\nDat was jammer voor de klas."),
}

_QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text, bookmarkfile integer,
  bookmarkpos integer);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text,
  av_text_id integer, risid integer, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
  color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text, avid integer, important integer, unique(cid,fid,pos0,pos1, owner));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, cid integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
  date text);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text,
  owner text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text,
  date text, memo text);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
"""


def qualcoder(folder: Path) -> Path:
    """A project with categories, two coders, cases with attributes, an annotation and a journal."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "data.qda")) as db:
        db.executescript(_QUALCODER)
        db.execute("INSERT INTO project VALUES ('v10', '2024-01-01 10:00:00', 'Over werkdruk.', 'QualCoder 3.5', 0, 0)")
        for n, (name, text) in TEXTS.items():
            db.execute(
                "INSERT INTO source VALUES (?, ?, ?, NULL, 'een bron', 'An', '2024-01-02', NULL, NULL)", [n, name, text]
            )
        db.execute(
            "INSERT INTO source VALUES (3, 'foto.png', NULL, '/images/foto.png', '', 'An', '2024-01-02', NULL, NULL)"
        )
        db.execute("INSERT INTO code_cat VALUES (1, 'werk', 'An', '', 'alles', NULL), (2, 'tijd', 'An', '', '', 1)")
        db.execute(
            "INSERT INTO code_name VALUES (1, 'druk', 'te veel', 1, 'An', '', '#F4FA58'),"
            " (2, 'tekort', '', 2, 'Bo', '', '#0A0A0A'), (3, 'ouders', '', NULL, 'Bo', '', NULL)"
        )
        marks = (
            (1, 1, "druk 😀 op school", "An"),
            (1, 1, "een zware week", "An"),
            (1, 1, "een zware week", "Bo"),
            (2, 1, "geen tijd voor de kinderen", "Bo"),
            (3, 2, "ouders belden", "An"),
            (1, 2, "jammer", "An"),
        )
        for code, source, quote, owner in marks:
            at = TEXTS[source][1].index(quote)
            memo = "zie ook Bo" if quote == "jammer" else ""
            row = (code, source, quote, at, at + len(quote), owner, "2024-01-03 09:00:00", memo)
            columns = "cid, fid, seltext, pos0, pos1, owner, date, memo"
            db.execute(f"INSERT INTO code_text ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        db.execute("INSERT INTO code_image VALUES (1, 3, 0, 0, 1)")
        db.execute("INSERT INTO annotation VALUES (1, 1, 0, 7, 'mooi begin', 'Bo', '2024-01-04')")
        db.execute(
            "INSERT INTO attribute_type VALUES ('leeftijd', '', '', '', 'case', 'numeric'),"
            " ('niveau', '', '', '', 'case', 'character')"
        )
        db.execute(
            "INSERT INTO cases VALUES (1, 'School A', 'een grote school', 'An', ''), (2, 'School B', '', 'An', '')"
        )
        db.execute(
            "INSERT INTO attribute VALUES (1, 'leeftijd', 'case', '41', 1, '', ''),"
            " (2, 'niveau', 'case', 'bao', 1, '', ''), (3, 'niveau', 'case', 'so', 2, '', ''),"
            " (4, 'leeftijd', 'case', '', 2, '', '')"
        )
        for case, source in ((1, 1), (2, 2)):
            end = len(TEXTS[source][1])
            db.execute("INSERT INTO case_text VALUES (?, ?, ?, 0, ?, 'An', '', '')", [case, case, source, end])
        db.execute("INSERT INTO journal VALUES (1, 'dag 1', 'Begonnen.', '2024-01-02 08:00:00', 'An')")
        db.commit()
    return folder


_TAGUETTE = """
CREATE TABLE users (login VARCHAR PRIMARY KEY);
CREATE TABLE projects (id INTEGER PRIMARY KEY, name VARCHAR, description TEXT, created DATETIME);
CREATE TABLE project_members (project_id INTEGER, user_login VARCHAR, privileges VARCHAR);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name VARCHAR, description TEXT, filename VARCHAR, created DATETIME,
  project_id INTEGER, text_direction VARCHAR, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER,
  snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER, PRIMARY KEY (highlight_id, tag_id));
"""

HTML = (
    "<h1>Gesprek &amp; verslag</h1>\n<p>Het was <b>één druk</b>\n  jaar 😀 op school.</p>\n"
    "<ul><li>Geen tijd</li><li>veel ouders</li></ul>"
)
BARE = "Gesprek & verslag\nHet was één druk\n  jaar 😀 op school.\nGeen tijdveel ouders"


def taguette(path: Path) -> Path:
    """A project with tags in a hierarchy, and highlights with one, two and no tags."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(_TAGUETTE)
        db.execute("INSERT INTO projects VALUES (1, 'Werkdruk', 'Over scholen.', '2024-01-01 10:00:00')")
        db.execute(
            "INSERT INTO documents VALUES (1, 'verslag', 'kort', 'v.docx', '2024-01-01', 1, 'LEFT_TO_RIGHT', ?)", [HTML]
        )
        db.execute("INSERT INTO tags VALUES (1, 1, 'werk.druk', 'te veel'), (2, 1, 'werk', ''), (3, 1, 'ouders', '')")
        marks = (
            ("één druk\n  jaar 😀", "<b>één druk</b>\n  jaar 😀", (1, 2)),
            ("Geen tijd", "Geen tijd", (1,)),
            ("veel ouders", "veel ouders", (3,)),
            ("Gesprek", "Gesprek", ()),
        )
        for n, (quote, snippet, tags) in enumerate(marks, 1):
            start = len(BARE[: BARE.index(quote)].encode())
            row = (n, 1, start, start + len(quote.encode()), snippet)
            db.execute("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", row)
            db.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(n, tag) for tag in tags])
        db.commit()
    return path
