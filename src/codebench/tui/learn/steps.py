"""The ten steps: what each asks, in words with the learner's own keys, and how one sees that it is done."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from codebench.i18n import _
from codebench.project.learning import Doings
from codebench.tui.actions import ACTIONS, WIDGET_ACTIONS
from codebench.tui.actions.keyboard import Keyboard
from codebench.tui.actions.keymap import Keyed
from codebench.tui.learn.sight import Sight

_PLACE = re.compile(r"\{([a-z]+\.[a-z0-9-]+)\}")
_ACTIONS: tuple[Keyed, ...] = (*ACTIONS, *WIDGET_ACTIONS)
_BY_NAME = {action.name: action for action in _ACTIONS}


@dataclass(frozen=True, slots=True)
class Step:
    """One step. In `task` the name of an action in braces, as {coding.pick}, stands for its key.

    `is_done` is asked with what was done in the project since the step began and what is in view; `in_text` says that
    the step is about the text, which who comes back to it, or skips to it, is to have in front of them.
    """

    title: str
    task: str
    is_done: Callable[[Doings, Sight], bool]
    in_text: bool = True

    def told(self, keyboard: Keyboard) -> str:
        """The task with the keys as they are on this keyboard."""
        return _PLACE.sub(lambda found: keyboard.shown(_BY_NAME[found[1]]), self.task)


STEPS: tuple[Step, ...] = (
    Step(
        _("Open a text"),
        _("This is the project: its texts, and below them its questions. Choose focusgroep-1 and press Enter."),
        lambda _doings, sight: sight.scope == "coding",
        in_text=False,
    ),
    Step(
        _("Move and select"),
        _(
            "{pane.next-turn} goes to the next turn, {pane.next-sentence} to the next sentence, capitals go back."
            " Select a sentence of Hilde's: {pane.grow} for the word, {pane.grow} again for the sentence."
        ),
        lambda _doings, sight: sight.scope == "coding" and len(sight.selected.split()) > 1,
    ),
    Step(
        _("Give it a code"),
        _(
            "Press {coding.pick}, type tev for tevredenheid, and Enter. A name that is not in the list makes a new"
            " code."
        ),
        lambda doings, _sight: doings.did("code"),
    ),
    Step(
        _("The same code with one key"),
        _(
            "Go to turn 6 with {pane.next-turn}, where Bart gives his mark, and press {coding.recent-1}: digits are"
            " your recent codes, {coding.repeat} is the last one. Nothing selected means the whole turn."
        ),
        lambda doings, _sight: doings.did("code"),
    ),
    Step(
        _("Done, next"),
        _("{coding.done} marks this turn as reviewed and goes to the next. Without a code that says: nothing here."),
        lambda doings, _sight: doings.did("review"),
    ),
    Step(
        _("Take a suggestion"),
        _(
            "Go on with {coding.done} until Sofie speaks. Under the text stands a suggestion with its reason; wait for"
            " it, and take it with {coding.accept}. ({coding.suggestions} shows suggestions.)"
        ),
        lambda doings, _sight: doings.did("suggestion accepted"),
    ),
    Step(
        _("Undo"),
        _("{app.undo} undoes what you did last. Everything can be undone, also tomorrow, but for an erasure."),
        lambda doings, _sight: doings.did("undo"),
    ),
    Step(
        _("Answers that say the same"),
        _(
            "Back with {app.back}; open the first question, and go to 'bereikbaarheid' with {table.down}."
            " {answers.alike} ticks all that say so; {answers.pick}, bereik, Enter codes them at once."
        ),
        lambda doings, _sight: doings.coded_together(),
        in_text=False,
    ),
    Step(
        _("From a figure to what was said"),
        _(
            "{app.frequencies} counts the codes. Two coders worked here: choose Lena. Enter on a row shows the passages"
            " behind the number."
        ),
        lambda _doings, sight: sight.scope == "retrieval" and sight.from_figures,
        in_text=False,
    ),
    Step(
        _("A report"),
        _(
            "All is saved already. Go back to the project with {app.back}; there {project.report} writes a report:"
            " choose the template ondersteuners, then Enter for the file."
        ),
        lambda doings, _sight: doings.reported(),
        in_text=False,
    ),
)


def text(keyboard: Keyboard) -> Iterable[str]:
    """All steps to read, a line each."""
    for n, step in enumerate(STEPS, 1):
        yield f"{n}. {step.title}. {step.told(keyboard)}"
