"""The loop of a helper process: requests from the pipe, one after the other, until the pipe closes.

One JSON object a line, in ASCII. In: {"id": 1, "op": "annotate", "params": {...}}, or {"cancel": 1}. Out, by id:
{"progress": [done, total]}, and in the end one of {"result": ...}, {"refused": sentence for the user},
{"fault": what broke} or {"cancelled": true}. What goes wrong is told in full on stderr, which is a log.
"""

import json
import os
import signal
import sys
import traceback
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, BinaryIO

from codebench.domain.errors import CodebenchError
from codebench.worker.job import CancelledError, Job
from codebench.worker.operations import operation

Message = dict[str, Any]


def serve(*, background: bool = False) -> None:
    """Answer requests until the pipe closes, which it does when the parent ends in any way.

    `background` gives way to whatever else the machine has to do.
    """
    # Ctrl-C in the terminal is for the parent, which ends this process by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if background and hasattr(os, "nice"):
        os.nice(5)
    # What a library prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    _Server(sys.stdin.buffer, answers).run()


class _Server:
    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._queue: SimpleQueue[Message] = SimpleQueue()
        self._cancelled: set[int] = set()
        self._kept: dict[Any, Any] = {}
        self._writing = Lock()

    def run(self) -> None:
        Thread(target=self._listen, daemon=True).start()
        while True:
            self._answer(self._queue.get())

    def _listen(self) -> None:
        for line in self._requests:
            message = json.loads(line)
            if "cancel" in message:
                self._cancelled.add(message["cancel"])
            else:
                self._queue.put(message)
        # Whatever is being worked on, there is nobody left to tell.
        os._exit(0)

    def _answer(self, request: Message) -> None:
        number: int = request["id"]
        job = Job(
            request.get("params", {}),
            self._kept,
            lambda done, total: self._say({"id": number, "progress": [done, total]}),
            lambda: number in self._cancelled,
        )
        answer: Message
        try:
            if number in self._cancelled:
                raise CancelledError
            answer = {"result": operation(request["op"])(job)}
        except CancelledError:
            answer = {"cancelled": True}
        except CodebenchError as error:
            answer = {"refused": str(error)}
        except Exception as error:
            traceback.print_exc()
            answer = {"fault": f"{type(error).__name__}: {error}"}
        self._cancelled.discard(number)
        self._say({"id": number} | answer)

    def _say(self, answer: Message) -> None:
        line = json.dumps(answer, separators=(",", ":")).encode("ascii") + b"\n"
        with self._writing:
            try:
                written = 0
                while written < len(line):
                    written += self._answers.write(line[written:]) or 0
            except BrokenPipeError:
                os._exit(0)
