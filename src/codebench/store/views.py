"""The read views: documented, versioned, and the same for our analyses as for R, Datasette or sqlite-utils.

Their columns are public interface: `docs/views.md` lists them, and a change of them is a new version of the schema.
Retired documents, orphaned codings and moderators are left out where a view says so.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codebench.store.database import Database


@dataclass(frozen=True, slots=True)
class View:
    """A read view: what a row of it stands for, and its SELECT."""

    rows: str
    sql: str


VIEWS: dict[str, View] = {
    "indexed_texts": View(
        "One row per text version, earlier ones included: its text; what the search index reads.",
        """
        SELECT v.id AS id, c.value AS value FROM text_versions v JOIN contents c ON c.id = v.content_id
        """,
    ),
    "view_documents": View(
        "One row per active document: its present text, question and case; an answer bears its respondent's name.",
        """
        SELECT d.id AS document_id, d.guid AS guid, d.kind AS kind,
          CASE WHEN d.kind = 'answer' THEN k.name ELSE d.name END AS name,
          q.name AS question, d.question_id AS question_id, d.case_id AS case_id, d.absence AS absence,
          d.position AS position, v.id AS text_version_id, v.number AS version, v.length AS length, c.value AS text
        FROM documents d
        JOIN text_versions v ON v.document_id = d.id AND v.is_current = 1
        JOIN contents c ON c.id = v.content_id
        LEFT JOIN questions q ON q.id = d.question_id
        LEFT JOIN cases k ON k.id = d.case_id
        WHERE d.status = 'active'
        """,
    ),
    "view_units": View(
        "One row per unit of an active document: who speaks, in which section; `counts` is 1 for participants.",
        """
        SELECT u.id AS unit_id, u.document_id AS document_id, u.kind AS kind, u.position AS position,
          u.start AS start, u.body_start AS body_start, u."end" AS "end", u.case_id AS case_id,
          k.name AS "case", k.kind AS case_kind, k.role AS role, s.title AS section,
          u.time_ms AS time_ms,
          ifnull(k.role = 'participant' AND k.kind <> 'collective', 0) AS counts
        FROM units u JOIN documents d ON d.id = u.document_id AND d.status = 'active'
        LEFT JOIN cases k ON k.id = u.case_id
        LEFT JOIN sections s ON s.id = u.section_id
        """,
    ),
    "view_codes": View(
        "One row per code: its path from the root with ' > ' between names, its depth from 0; what hangs under an "
        "archived code is archived with it.",
        """
        WITH RECURSIVE tree (code_id, path, depth, root_id, status) AS (
          SELECT id, name, 0, id, status FROM codes WHERE parent_id IS NULL
          UNION ALL
          SELECT c.id, t.path || ' > ' || c.name, t.depth + 1, t.root_id,
            CASE WHEN t.status = 'archived' THEN t.status ELSE c.status END
          FROM codes c JOIN tree t ON c.parent_id = t.code_id
        )
        SELECT t.code_id AS code_id, t.path AS path, t.depth AS depth, t.root_id AS root_id, c.guid AS guid,
          c.name AS name, c.parent_id AS parent_id, c.position AS position, t.status AS status,
          c.colour AS colour, c.revision AS revision, c.definition AS definition
        FROM tree t JOIN codes c ON c.id = t.code_id
        """,
    ),
    "view_codings": View(
        "One row per coding that stands (not orphaned) in an active document, with its quote.",
        """
        SELECT g.id AS coding_id, g.guid AS guid, g.document_id AS document_id, g.start AS start,
          g."end" AS "end", substr(t.value, g.start + 1, g."end" - g.start) AS quote, g.code_id AS code_id,
          p.path AS code, g.coder_id AS coder_id, r.name AS coder, g.origin AS origin,
          g.codebook_revision AS codebook_revision, g.created_at AS created_at, g.weight AS weight
        FROM codings g
        JOIN documents d ON d.id = g.document_id AND d.status = 'active'
        JOIN text_versions v ON v.id = g.text_version_id
        JOIN contents t ON t.id = v.content_id
        JOIN view_codes p ON p.code_id = g.code_id
        JOIN coders r ON r.id = g.coder_id
        WHERE g.status = 'active'
        """,
    ),
    "view_coding_units": View(
        "One row per coding × unit × case × coder, in active documents: what every count reads; `counts` is 1 "
        "for participants.",
        """
        SELECT cu.coding_id AS coding_id, cu.unit_id AS unit_id, cu.code_id AS code_id,
          cu.coder_id AS coder_id, cu.case_id AS case_id, u.document_id AS document_id,
          d.question_id AS question_id, k.kind AS case_kind,
          ifnull(k.role = 'participant' AND k.kind <> 'collective', 0) AS counts
        FROM coding_units cu
        JOIN units u ON u.id = cu.unit_id
        JOIN documents d ON d.id = u.document_id AND d.status = 'active'
        LEFT JOIN cases k ON k.id = cu.case_id
        """,
    ),
    "view_reviews": View(
        "One row per unit × coder who judged it, in active documents.",
        """
        SELECT m.unit_id AS unit_id, m.coder_id AS coder_id, r.name AS coder, u.document_id AS document_id,
          u.case_id AS case_id, m.created_at AS created_at
        FROM review_marks m JOIN coders r ON r.id = m.coder_id JOIN units u ON u.id = m.unit_id
        JOIN documents d ON d.id = u.document_id AND d.status = 'active'
        """,
    ),
    "view_rounds": View(
        "One row per round × unit × coder, in active documents: whether this coder has judged it; only units that all "
        "coders of a round judged are compared.",
        """
        SELECT r.id AS round_id, r.guid AS guid, r.name AS round, r.kind AS kind, r.is_blind AS is_blind,
          r.unit AS unit, r.status AS status, x.unit_id AS unit_id, u.document_id AS document_id,
          k.id AS coder_id, k.name AS coder, c.coder_id AS person_id, c.position AS position,
          m.created_at AS reviewed_at, c.done_at AS done_at
        FROM rounds r
        JOIN round_units x ON x.round_id = r.id
        JOIN units u ON u.id = x.unit_id
        JOIN documents d ON d.id = u.document_id AND d.status = 'active'
        JOIN round_coders c ON c.round_id = r.id
        JOIN coders k ON k.id = ifnull(c.as_coder_id, c.coder_id)
        LEFT JOIN review_marks m ON m.unit_id = x.unit_id AND m.coder_id = k.id
        """,
    ),
    "view_case_values": View(
        "One row per case × variable × value; several rows where a variable has several answers.",
        """
        SELECT w.case_id AS case_id, k.name AS "case", w.variable_id AS variable_id, b.name AS variable,
          b.type AS type, w.option_id AS option_id,
          coalesce(o.label, w.text, CAST(w.number AS TEXT)) AS value, w.number AS number, w.absence AS absence
        FROM case_values w
        JOIN cases k ON k.id = w.case_id
        JOIN variables b ON b.id = w.variable_id
        LEFT JOIN variable_options o ON o.id = w.option_id
        """,
    ),
    "view_acts": View(
        "One row per act, newest last, with the name its coder bore then; `undone` is 1 where it no longer "
        "stands: an undo of it stands, or a purge erased part of it (then `summary` is empty).",
        """
        SELECT a.id AS act_id, a.guid AS guid, a.kind AS kind, a.coder_guid AS coder_guid,
          coalesce(substr(c.value, 1, instr(c.value, char(10)) - 1),
            (SELECT r.name FROM coders r WHERE r.guid = a.coder_guid)) AS coder,
          a.created_at AS created_at, a.target_id AS target_id,
          substr(c.value, instr(c.value, char(10)) + 1) AS summary,
          c.value IS NULL OR ifnull(
            (SELECT b.kind = 'undo' FROM acts b WHERE b.target_id = a.id ORDER BY b.id DESC LIMIT 1), 0) AS undone
        FROM acts a JOIN contents c ON c.id = a.content_id
        """,
    ),
}


def define_views(db: "Database") -> None:
    """Define the read views anew."""
    for name, view in VIEWS.items():
        db.create_view(name, view.sql, replace=True)
