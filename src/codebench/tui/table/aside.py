"""A question to the project that may take long: asked in a thread, over a connection of its own."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from codebench.project.project import Project

T = TypeVar("T")


async def aside(project: Project, question: Callable[[Project], T]) -> T:
    """The answer to the question, asked while the screen goes on."""

    def ask() -> T:
        with project.reader() as reader:
            return question(reader)

    return await asyncio.to_thread(ask)
