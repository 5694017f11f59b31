"""A frame of what changed shows what a frame of the whole screen would, whatever changed and however little."""

import random
from collections.abc import Iterable
from pathlib import Path

from rich.segment import Segment
from tests.tui.shell.conftest import Open
from textual._compositor import Compositor, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from codebench.tui.painting import SparingCompositor
from codebench.tui.parts.scrollbar import QuickScrollBar


def cells(strips: Iterable[Strip | None]) -> list[Segment]:
    """Each cell's letter and style."""
    drawn = (segment for strip in strips if strip is not None for segment in strip)
    return [Segment(letter, segment.style) for segment in drawn for letter in segment.text]


async def test_a_sparing_frame_is_the_same_as_a_full_one(path: Path, opened: Open) -> None:
    async with opened(path) as hands:
        await hands.press("enter")
        await hands.code("tijd")
        screen = hands.app.screen
        sparing = screen._compositor
        assert isinstance(sparing, SparingCompositor)
        plain = Compositor()
        plain.reflow(screen, screen.size)
        rows = [cells([strip]) for strip in plain.render_strips()]
        assert [cells([strip]) for strip in sparing.render_strips()] == rows
        whole, console = sparing.render_full_update(), hands.app.console
        assert whole.render_segments(console) == LayoutUpdate(whole.strips, whole.region).render_segments(console)

        dice = random.Random(5)
        for _time in range(12):
            x, y = dice.randrange(100), dice.randrange(30)
            changed = {
                Region(x, y, dice.randint(1, 100 - x), dice.randint(1, 30 - y)),
                Region(0, dice.randrange(30), 9, 1),
            }
            sparing._dirty_regions.update(changed)
            frame = sparing.render_partial_update()
            assert frame is not None
            for line, left, right in frame.spans:
                chops = [(x, strip) for x, strip in frame.chops[line].items() if strip and x < right]
                covered = [chop for chop in chops if chop[0] + chop[1].cell_length > left]
                begin = covered[0][0]
                drawn = cells(strip for _x, strip in covered)
                assert drawn == rows[line][begin : begin + len(drawn)]
                assert begin <= left and begin + len(drawn) >= right


async def test_what_lies_hidden_is_not_asked_for_its_rows(path: Path, opened: Open) -> None:
    asked: list[Widget] = []

    class Asked(SparingCompositor):
        def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
            for render in super()._get_renders(crop):
                asked.extend(widget for widget, (region, _clip) in self.visible_widgets.items() if region == render[0])
                yield render

    async with opened(path) as hands:
        await hands.press("enter")
        screen, pane = hands.app.screen, hands.coding.pane
        compositor = Asked()
        compositor.reflow(screen, screen.size)
        compositor.render_full_update()
        asked.clear()
        compositor._dirty_regions.add(Region(pane.region.x, pane.region.y + 1, pane.sheet.frame.width, 2))
        compositor.render_partial_update()
        assert asked == [pane]


async def test_what_a_widget_leaves_open_shows_what_is_behind(path: Path, opened: Open) -> None:
    """As between the moment when a scrollbar is wanted and the layout that makes room for it."""
    async with opened(path) as hands:
        await hands.press("enter")
        screen, pane = hands.app.screen, hands.coding.pane
        render_lines = pane.render_lines
        sparing = screen._compositor
        for fewer, narrower in ((0, 3), (2, 0), (2, 3)):

            def less(crop: Region, fewer: int = fewer, narrower: int = narrower) -> list[Strip]:
                strips = render_lines(crop)
                return [strip.crop(0, crop.width - 2 - narrower) for strip in strips[: len(strips) - fewer]]

            pane.render_lines = less  # type: ignore[method-assign]
            for strips in sparing.render_full_update().strips:
                assert sum(strip.cell_length for strip in strips) == screen.size.width


async def test_a_quick_scrollbar_is_the_one_that_textual_draws() -> None:
    dice = random.Random(3)
    async with App[None]().run_test(size=(20, 40)) as pilot:
        bar = QuickScrollBar()
        await pilot.app.mount(bar)
        for time in range(400):
            if time % 20 == 0:
                bar.styles.height = dice.randint(1, 40)
                await pilot.pause()
            height, window = bar.size.height, dice.choice((0, 1, 7, 40, 300))
            total = dice.choice((height, window + 1, window + dice.randint(1, 20_000)))
            bar.window_size, bar.window_virtual_size = window, total
            bar.position = dice.choice((0, total, total - window, dice.randint(0, total)))
            theirs = bar.render()
            assert isinstance(theirs, ScrollBarRender)
            colours = pilot.app.console.get_style(theirs.style)
            assert colours.color is not None and colours.bgcolor is not None
            drawn = ScrollBarRender.render_bar(
                height,
                theirs.virtual_size,
                theirs.window_size,
                theirs.position,
                back_color=colours.bgcolor,
                bar_color=colours.color,
            )
            rows = [Segment(cell.text, bar.rich_style + cell.style) for cell in drawn.segments[:height]]
            strips = bar.render_lines(Region(0, 0, 1, height))
            assert height and [segment for strip in strips for segment in strip] == rows
