"""Picking codes by a few letters, or making one on the spot: `tijd > overleg` makes what of it is missing."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.domain.codetree import SEPARATOR, CodeTree
from codebench.i18n import _
from codebench.project.models import CodeInfo
from codebench.tui.modals.base import Modal
from codebench.tui.parts.codetext import definition, dot, path_content
from codebench.tui.parts.filterlist import FilterList, Item, rows_for

Picked = list[int] | tuple[Literal["create"], str]


class CodePicker(Modal[Picked]):
    """Dismissed with the ids of one or more codes, or with ("create", path).

    `recent` holds the ids that the digits stand for: they come first. `several` lets Tab tick codes, `create`
    offers to make what was typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "tick", _("Tick"), show=False)]
    DEFAULT_CSS = """
    CodePicker {
        & > .box { width: 100; }
        & Horizontal { height: auto; }
        & FilterList { width: 3fr; }
        & .beside { width: 2fr; height: auto; margin: 1 0 0 2; scrollbar-size-vertical: 1; }
        & .beside Static { height: auto; }
        &.-narrow .beside { display: none; }
    }
    """

    def __init__(
        self,
        codes: Sequence[CodeInfo],
        tree: CodeTree,
        *,
        title: str = "",
        recent: Sequence[int] = (),
        several: bool = True,
        create: bool = True,
        typed: str = "",
    ) -> None:
        keys = [_("Enter: choose")]
        keys += [_("Tab: tick")] if several else []
        keys += [_("a > b: new code b under a")] if create else []
        super().__init__(title or _("Code"), "   ".join([*keys, _("Esc: cancel")]))
        self._by_id = {code.id: code for code in codes}
        self._tree = tree
        self._recent = [code_id for code_id in recent if code_id in self._by_id][:9]
        self._several = several
        self._create = create
        self._typed = typed
        self._ticked: list[int] = []

    def parts(self) -> Iterable[Widget]:
        """The list, and the definition of the code under the highlight beside it."""
        with Horizontal():
            yield FilterList(self._items(), extra=self._new, placeholder=_("type a few letters of a code"), steady=True)
            with VerticalScroll(classes="beside", can_focus=False):
                yield Static()

    def on_resize(self) -> None:
        """There is no room for definitions on a narrow terminal."""
        self.set_class(self.app.size.width < 90, "-narrow")
        self.query_one(".beside").styles.max_height = rows_for(self.app.size.height) + 2

    def action_tick(self) -> None:
        """Tick the code under the highlight, or take its tick away; the line is free for the next one."""
        codes = self.query_one(FilterList)
        if not self._several or not isinstance(codes.pointed, int):
            return
        if codes.pointed in self._ticked:
            self._ticked.remove(codes.pointed)
        else:
            self._ticked.append(codes.pointed)
        if codes.typed:
            codes.clear_line()
        codes.replace(self._items())

    @on(FilterList.Pointed)
    def _point(self, event: FilterList.Pointed) -> None:
        beside = self.query_one(".beside Static", Static)
        if isinstance(event.key, int):
            beside.update(definition(self._by_id[event.key]))
        elif event.key is not None:
            beside.update(self._warning(event.key[1]))
        else:
            beside.update("")

    @on(FilterList.Chosen)
    def _choose(self, event: FilterList.Chosen) -> None:
        if not isinstance(event.key, int):
            self.dismiss(event.key)
            return
        codes = self.query_one(FilterList)
        if self._ticked and (not codes.typed or event.key in self._ticked):
            self.dismiss(self._ticked)
        else:
            self.dismiss([*self._ticked, event.key])

    def _items(self) -> list[Item]:
        order = [*self._recent, *(code for code in self._by_id if code not in self._recent)]
        return [self._item(self._by_id[code]) for code in order]

    def _item(self, code: CodeInfo) -> Item:
        number = str(self._recent.index(code.id) + 1) if code.id in self._recent else " "
        tick = ("✓ ", "bold $success") if code.id in self._ticked else (f"{number} ", "dim")
        return Item(
            code.id,
            code.path,
            str(code.n_total or ""),
            Content.assemble(tick, dot(code.colour), " "),
            code.name,
            (*code.fields.aliases, *code.fields.keywords),
            "\n".join((code.fields.definition, code.fields.include_when, code.fields.example)),
        )

    def _new(self, typed: str) -> Sequence[Item]:
        names = [name.strip() for name in typed.split(">")]
        path = SEPARATOR.join(names)
        if not self._create or self._ticked or not all(names):
            return ()
        if any(code.path.casefold() == path.casefold() for code in self._by_id.values()):
            return ()
        return [Item(("create", path), path, _("(new code)"), Content.styled("+   ", "bold $success"))]

    def _warning(self, path: str) -> Content:
        similar = self._tree.similar(path.split(">")[-1].strip())[:5]
        if not similar:
            return Content.styled(_("A code of this name will be made."), "dim")
        lines = [Content.styled(_("Much like:"), "bold $text-warning")]
        lines += [path_content(self._tree.path(node.id)) for node in similar]
        return Content("\n").join(lines)
