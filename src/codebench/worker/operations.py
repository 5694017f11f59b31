"""What a helper process can do: one function per operation, loaded when it is first asked for.

A function takes the `Job` and gives what JSON can hold. To add one, write it and name it in `OPERATIONS`.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from codebench.worker.job import Job

Operation = Callable[[Job], Any]

OPERATIONS = {
    "pipeline": "codebench.worker.annotating:pipeline",
    "annotate": "codebench.worker.annotating:annotate",
    "find_rules": "codebench.worker.rules:find_rules",
    "suggest_version": "codebench.worker.suggesting:version",
    "suggest_begin": "codebench.worker.suggesting:begin",
    "suggest_dump": "codebench.worker.suggesting:dump",
    "suggest_part": "codebench.worker.suggesting:part",
    "suggest_hold_part": "codebench.worker.suggesting:hold_part",
    "suggest_load": "codebench.worker.suggesting:load",
    "suggest_texts": "codebench.worker.suggesting:texts",
    "suggest_update": "codebench.worker.suggesting:update",
    "suggest_recall": "codebench.worker.suggesting:recall",
    "suggest": "codebench.worker.suggesting:suggest",
    "similar": "codebench.worker.suggesting:similar",
    "hold": "codebench.worker.side_lists:hold",
    "side_list": "codebench.worker.side_lists:side_list",
}


@cache
def operation(name: str) -> Operation:
    """The function of this name.

    Raises:
        KeyError: there is none.
    """
    module, function = OPERATIONS[name].split(":")
    found: Operation = getattr(import_module(module), function)
    return found
