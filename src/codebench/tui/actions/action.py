"""What a key does: one action of a screen."""

import re
from dataclasses import dataclass

# The unshifted digit row of a Belgian AZERTY keyboard, as Textual names its keys, in the order 1-9, 0.
AZERTY_DIGITS = (
    "ampersand",
    "é",
    "quotation_mark",
    "apostrophe",
    "left_parenthesis",
    "section_sign",
    "è",
    "exclamation_mark",
    "ç",
    "à",
)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does: `id` is the action's name on its screen, `keys` Textual's names of keys by default.

    `label` is the one word that the footer shows, empty where the footer leaves it out; help and palette
    show every action.
    """

    scope: str
    id: str
    keys: tuple[str, ...]
    help: str
    label: str = ""

    @property
    def name(self) -> str:
        """Its name in a keymap, as `coding.next-uncoded` or `coding.recent-1`; also the id of its bindings."""
        return f"{self.scope}.{re.sub(r'[^a-z0-9-]+', '-', self.id).strip('-')}"
