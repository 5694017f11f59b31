"""Links between codes in a REFI-QDA project."""

from collections.abc import Collection

from codebench.domain.project_draft import LinkRecord
from codebench.exchange.refi.xml import Element, guid
from codebench.i18n import _


def links_in(element: Element, codes: Collection[str], note: str) -> list[LinkRecord]:
    """What a `Link` says of two codes: one that goes both ways is two; none where it links other things."""
    start, end = guid(element.get("originGUID")), guid(element.get("targetGUID"))
    if start == end or start not in codes or end not in codes:
        return []
    name = " ".join((element.get("name") or "").split()) or _("linked to")
    there = LinkRecord(start, end, name, note)
    return [there, LinkRecord(end, start, name)] if element.get("direction") == "Bidirectional" else [there]
