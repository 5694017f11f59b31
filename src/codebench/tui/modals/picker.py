"""Picking codes by a few letters, or making one on the spot: `tijd > overleg` makes what of it is missing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Literal

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from codebench.domain.codetree import SEPARATOR, CodeTree, name_key
from codebench.domain.text import shown_line
from codebench.i18n import _, plural
from codebench.project.code_groups import GroupInfo
from codebench.project.models import CodeInfo
from codebench.tui.modals.base import Modal
from codebench.tui.modals.choice import Choice
from codebench.tui.parts.codetext import definition, dot, likeness
from codebench.tui.parts.filterlist import FilterList, Item, rows_for

Picked = list[int] | tuple[Literal["create"], str]


class CodePicker(Modal[Picked]):
    """Dismissed with the ids of one or more codes, or with ("create", path).

    `recent` holds ids of codes that come first: nine that the digits stand for, then what was used before. `several`
    lets Tab tick codes, `create` offers to make what was typed. Archived codes are left out unless they are asked for,
    and then come last. Of `sets` one can be chosen to pick from; `CodePicker.within` holds it from then on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "tick", _("Tick"), show=False),
        Binding("ctrl+s", "within", _("Only the codes of a set"), show=False),
    ]
    DEFAULT_CSS = """
    CodePicker {
        & > .box { width: 100; }
        & Horizontal { height: auto; }
        & FilterList { width: 3fr; }
        & .beside { width: 2fr; height: auto; margin: 1 0 0 2; scrollbar-size-vertical: 1; }
        & .beside Static { height: auto; }
        &.-narrow .beside { display: none; }
        & .like { height: auto; display: none; }
        &.-narrow .like.-told { display: block; }
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
        archived: bool = False,
        sets: Sequence[GroupInfo] = (),
        within: int | None = None,
    ) -> None:
        keys = [_("Enter: choose")]
        keys += [_("Tab: tick")] if several else []
        keys += [_("a > b: new code b under a")] if create else []
        keys += [_("Ctrl+s: a set")] if sets else []
        super().__init__(title or _("Code"), "   ".join([*keys, _("Esc: cancel")]))
        away = [code for code in codes if code.is_archived] if archived else []
        self._by_id = {code.id: code for code in (*(code for code in codes if not code.is_archived), *away)}
        self._sets = {each.id: each for each in sets}
        self.within = within if within in self._sets else None
        self._codes, self._tree = codes, tree
        self._recent = [code_id for code_id in recent if code_id in self._by_id]
        self._several = several
        self._create = create
        self._ticked: list[int] = []

    def parts(self) -> Iterable[Widget]:
        """The list, and the definition of the code under the highlight beside it."""
        with Horizontal():
            yield FilterList(self._items(), extra=self._new, placeholder=_("type a few letters of a code"), steady=True)
            with VerticalScroll(classes="beside", can_focus=False):
                yield Static()
        yield Static(classes="like")

    def on_mount(self) -> None:
        """The title says of which set it is."""
        self._show_title()

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
        self._show_title()

    @work
    async def action_within(self) -> None:
        """Choose the set to pick from, or all codes."""
        if not self._sets:
            return
        items = [Item(0, _("(all codes)"))]
        items += [
            Item(each.id, each.name, plural("{n} code", "{n} codes", len(each.codes))) for each in self._sets.values()
        ]
        chosen = await self.app.push_screen_wait(Choice(_("Codes of which set?"), items))
        if chosen is not None:
            self.within = chosen or None
            self._show_title()
            self.query_one(FilterList).replace(self._items())

    def _show_title(self) -> None:
        """Of which set, and what is ticked: a tick may lie out of sight."""
        parts = [] if self.within is None else [self._sets[self.within].name]
        if self._ticked:
            parts.append("✓ " + ", ".join(self._by_id[code].name for code in self._ticked))
        title = " · ".join([self._title, *parts])
        self.query_one(".title", Static).update(Content(shown_line(title)))

    @on(FilterList.Pointed)
    def _point(self, event: FilterList.Pointed) -> None:
        beside, like = self.query_one(".beside Static", Static), self.query_one(".like", Static)
        is_new = event.key is not None and not isinstance(event.key, int)
        warning = self._warning(event.key[1]) if is_new else Content("")
        beside.update(definition(self._by_id[event.key]) if isinstance(event.key, int) else warning)
        # On a narrow terminal only what warns has a place.
        like.update(warning)
        like.set_class(is_new, "-told")

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
        return [self._item(self._by_id[code]) for code in order if self._is_within(code)]

    def _is_within(self, code: int) -> bool:
        """Whether a code, or one that it hangs under, is in the set that is picked from."""
        if self.within is None:
            return True
        codes = {member for member, _path in self._sets[self.within].codes}
        return not codes.isdisjoint((code, *(node.id for node in self._tree.ancestors(code))))

    def _item(self, code: CodeInfo) -> Item:
        number = str(self._recent.index(code.id) + 1) if code.id in self._recent[:9] else " "
        tick = ("✓ ", "bold $success") if code.id in self._ticked else (f"{number} ", "dim")
        return Item(
            code.id,
            code.path,
            _("(archived)") if code.is_archived else str(code.n_total or ""),
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
        same = next((code for code in self._walk() if name_key(self._tree.path(code)) == name_key(path)), None)
        if same in self._by_id and self._is_within(same):
            return ()
        told = _("(new code)") if same is None else _("(archived)") if self._tree.is_archived(same) else ""
        return [Item(("create", path), path, told, Content.styled("+   ", "bold $success"))]

    def _walk(self) -> Iterator[int]:
        return (node.id for node, _depth in self._tree.walk())

    def _warning(self, path: str) -> Content:
        return likeness(self._tree, self._codes, path) or Content.styled(_("A code of this name will be made."), "dim")
