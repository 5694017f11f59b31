"""What a key does: one action of a screen."""

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
    """Something that a key does: `id` is the action's name on its screen, `keys` Textual's names of keys.

    `label` is the one word that the footer shows, empty where the footer leaves it out; help and palette
    show every action.
    """

    scope: str
    id: str
    keys: tuple[str, ...]
    help: str
    label: str = ""
