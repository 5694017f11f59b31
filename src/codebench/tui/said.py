"""What was said on a screen of a project and holds as long as the project is open; nothing of it is written."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codebench.domain.pseudonyms import Pseudonym


@dataclass(slots=True)
class Said:
    """Whose codings count (`tui.table.layer`), and which names were taken or left (`tui.screens.pseudonyms`).

    `names` are by the original: its pseudonym, and whether that was taken. They name people, so they stay in memory.
    """

    layer: str | None = None
    names: dict[str, "tuple[Pseudonym, bool]"] = field(default_factory=dict)
