"""Copying from the screen: what is selected in a text, else the turn, answer or row that the cursor stands on."""

import re

from textual.widget import Widget
from textual.widgets import OptionList, Tree

from codebench.domain.text import shown
from codebench.i18n import _, plural
from codebench.project.outgoing import warning
from codebench.tui.document.pane import DocumentPane
from codebench.tui.screens.answer_list import AnswerList
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.rows_view import RowsView

_WIDE = 4000  # cells: a row that is copied is not cut as on the screen
_BETWEEN = re.compile(r"\s{2,}")


def copy(screen: ProjectScreen) -> None:
    """Hand what is meant to the terminal's clipboard, and say how much."""
    text = copied(screen)
    if not text:
        screen.say(_("There is nothing to copy here."))
        return
    screen.app.copy_to_clipboard(text)
    n = plural("{n} word is", "{n} words are", len(text.split()))
    screen.say(_("{words} on the clipboard, where the terminal allows that.").format(words=n))
    sentence = warning(screen.project, text)
    if sentence:
        screen.bench.complain(sentence)


def copied(screen: ProjectScreen) -> str:
    """What copying would copy now; cells of a row are parted by tabs."""
    focused = screen.focused
    if isinstance(focused, DocumentPane):
        span = focused.target_span
        return "" if span is None else focused.sheet.layout.text[slice(*span)]
    answer = screen.table.current if isinstance(screen, AnswerList) and focused is screen.table else None
    return _row(focused) if answer is None else shown(screen.project.documents.text(answer.row.document_id))


def _row(focused: Widget | None) -> str:
    text = ""
    if isinstance(focused, RowsView) and focused.index >= 0:
        text = focused.row_text(focused.index, _WIDE)
    elif isinstance(focused, OptionList) and focused.highlighted is not None:
        text = str(focused.get_option_at_index(focused.highlighted).prompt)
    elif isinstance(focused, Tree) and focused.cursor_node is not None:
        text = str(focused.cursor_node.label)
    return _BETWEEN.sub("\t", text.strip())
