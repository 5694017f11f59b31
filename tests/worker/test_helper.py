"""A helper process as its users see it: answers, refusals, progress, cancelling, and its end in every way."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator

import pytest

from codebench.domain.annotation_encoding import decode
from codebench.domain.errors import InputError
from codebench.project.workers import Helper, WorkerDiedError, WorkerError

BLANK = {"name": "blank"}

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")


@pytest.fixture(scope="module")
def shared() -> Iterator[Helper]:
    """One process for all tests that leave it alive."""
    with Helper() as helper:
        yield helper


def becomes(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_texts_come_back_annotated(shared: Helper) -> None:
    progress: list[tuple[int, int]] = []
    texts = ["Geen tijd.", "", "Te weinig tijd \ud800 😀"]
    found = shared.call("annotate", BLANK | {"texts": texts}, lambda *at: progress.append(at))
    annotations = [decode(b64decode(value)) for value, _n in found]
    assert [each.lemmas for each in annotations][:2] == [["geen", "tijd", "."], []]
    assert annotations[2].ends[-1] == len(texts[2])
    assert [n for _value, n in found][:2] == [{"geen": 1, "tijd": 1}, {}]
    assert progress == [(0, 3)]


def test_lines_of_an_earlier_version_keep_what_was_said_of_them(shared: Helper) -> None:
    value, _n = shared.call("annotate", BLANK | {"texts": ["een\ntwee"]})[0]
    old = "anders gespeld\ndrie"  # as if this had been said of another line
    again = shared.call("annotate", BLANK | {"texts": ["x\ndrie"], "known": [[old, value]]})[0]
    assert decode(b64decode(again[0])).lemmas != ["x", "drie"]
    damaged = shared.call("annotate", BLANK | {"texts": ["x\ndrie"], "known": [[old, "AAAA"]]})[0]
    assert decode(b64decode(damaged[0])).lemmas == ["x", "drie"]


def test_what_can_not_be_done_is_refused_and_the_process_goes_on(shared: Helper) -> None:
    with pytest.raises(InputError, match=r"The pipeline nl_nergens is not installed here\."):
        shared.call("pipeline", {"name": "nl_nergens"})
    with pytest.raises(InputError, match="was changed while codebench was open"):
        shared.call("annotate", BLANK | {"key": "another", "texts": []})
    with pytest.raises(WorkerError, match="KeyError"):
        shared.call("annotate", BLANK)
    with pytest.raises(WorkerError, match="KeyError"):
        shared.call("no such operation", {})
    assert shared.call("pipeline", BLANK)["name"] == "blank"


def test_what_nobody_waits_for_is_not_done(shared: Helper) -> None:
    texts = [f"Zin {i} van een lange reeks, en niet de laatste." for i in range(100_000)]
    begun: list[int] = []
    long = shared.ask("annotate", BLANK | {"texts": texts}, lambda done, _total: begun.append(done))
    assert becomes(lambda: len(begun) > 1)
    queued = shared.ask("annotate", BLANK | {"texts": texts})
    assert long.cancel()
    assert queued.cancel()
    assert shared.call("annotate", BLANK | {"texts": ["kort"]})[0][1] == {"kort": 1}
    assert begun[-1] < len(texts) - 64


async def test_the_screen_goes_on_while_it_waits(shared: Helper) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    ticking = asyncio.create_task(tick())
    found = await shared.answer("annotate", BLANK | {"texts": [f"Antwoord {i}." for i in range(500)]})
    ticking.cancel()
    assert len(found) == 500
    assert ticks > 10
    waiting = asyncio.create_task(shared.answer("annotate", BLANK | {"texts": ["Zin."] * 20_000}))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert (await shared.answer("annotate", BLANK | {"texts": ["kort"]}))[0][1] == {"kort": 1}


@needs_signals
def test_a_killed_process_is_noticed_and_started_anew() -> None:
    with Helper() as helper:
        assert helper.pid is None
        waiting = helper.ask("annotate", BLANK | {"texts": [f"Antwoord {i}." for i in range(50_000)]})
        first = helper.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        with pytest.raises(WorkerDiedError, match=r"killed by signal 9"):
            waiting.result(30)
        assert helper.call("pipeline", BLANK)["name"] == "blank"
        assert helper.pid not in (None, first)
        second = helper.pid
        assert second is not None
    assert helper.pid is None
    assert is_gone(second)


@needs_signals
def test_the_process_ends_with_whoever_started_it() -> None:
    code = """
import time
from codebench.project.workers import Helper
helper = Helper(background=True)
texts = ["Zin %d." % i for i in range(50_000)]
helper.ask("annotate", {"name": "blank", "texts": texts}, lambda *at: print(flush=True))
print(helper.pid, flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert parent.stdout.readline() == "\n"  # it is at work
        parent.kill()
        assert becomes(lambda: is_gone(pid))


@needs_signals
def test_an_interrupt_from_the_keyboard_is_not_for_the_process(shared: Helper) -> None:
    shared.call("pipeline", BLANK)
    pid = shared.pid
    assert pid is not None
    os.kill(pid, signal.SIGINT)
    assert shared.call("annotate", BLANK | {"texts": ["kort"]})[0][1] == {"kort": 1}
    assert shared.pid == pid


def test_what_a_library_prints_never_comes_between_the_answers() -> None:
    code = "import sys; from codebench.worker import serving; "
    code += "import codebench.worker.operations as o; o.OPERATIONS['noise'] = 'builtins:print'; serving.serve()"
    asked = b'{"id": 1, "op": "noise", "params": {}}\n{"id": 2, "op": "nothing"}\n'
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        run.stdin.write(asked)
        run.stdin.flush()
        answers = [run.stdout.readline(), run.stdout.readline()]
        run.stdin.close()
        assert run.wait(30) == 0
        assert b"Job object" in (run.stderr.read() if run.stderr else b"")
    assert answers[0] == b'{"id":1,"result":null}\n'
    assert b'"fault":"KeyError' in answers[1]
