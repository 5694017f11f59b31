"""Notices that come and go."""

from time import time

from tests.tui.bench import Bench
from textual.message import Message
from textual.notifications import Notification, Notify
from textual.widgets._toast import Toast

from codebench.tui.app import CodebenchApp
from codebench.tui.notices import Notice


async def test_a_notice_that_runs_out_while_it_is_put_up_goes_away() -> None:
    app = CodebenchApp()
    async with app.run_test(notifications=True) as pilot:
        bench = Bench(app, pilot)
        before = app.screen
        # Textual asks first whether it has expired, and a moment later how long it has left.
        await before.mount(Toast(Notice("Rejected here: tijd", timeout=4, raised_at=time() - 5)))
        while before.query(Toast):
            await pilot.pause(0.01)
        await bench.press("n")
        assert app.screen is not before, "keys still do something"


async def test_all_notices_are_such() -> None:
    told: list[Notification] = []

    def listen(message: Message) -> None:
        if isinstance(message, Notify):
            told.append(message.notification)

    app = CodebenchApp()
    async with app.run_test(notifications=True, message_hook=listen) as pilot:
        app.complain("There is no such file.")
        await pilot.pause()
    assert [type(each) for each in told] == [Notice]
    assert 0 < told[0].time_left <= 8 and not told[0].has_expired
