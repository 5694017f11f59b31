"""Codes that are put away: their codings stay and are counted, but nobody is offered them to code with."""

import json
from collections.abc import Collection

from codebench.domain.errors import ConflictError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.project.session import Session


def refuse_archived(session: Session, codes: Collection[int]) -> None:
    """Stop coding with what is put away.

    Raises:
        ConflictError: one of the codes is archived, or hangs under one that is.
    """
    query = (
        "SELECT path FROM view_codes WHERE status = 'archived' AND code_id IN (SELECT value FROM json_each(?)) LIMIT 1"
    )
    path = session.value(query, [json.dumps(list(codes))])
    if path is not None:
        message = _("'{path}' is archived: take it back first (codebook, z; `codebook unarchive`).")
        raise ConflictError(message.format(path=shown_line(path)))
