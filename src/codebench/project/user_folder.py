"""A small folder of this user beside all projects: what is remembered between two times, as JSON that only they read.

Nothing here is needed: what can't be read or written is as if it were not there.
"""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_config_dir, user_state_dir


def folder() -> Path:
    """Where it is kept; CODEBENCH_HOME in the environment names another place."""
    return Path(os.environ.get("CODEBENCH_HOME") or user_state_dir("codebench", appauthor=False))


def config_file(name: str) -> Path:
    """A file that the user writes, and the program only reads."""
    return Path(os.environ.get("CODEBENCH_HOME") or user_config_dir("codebench", appauthor=False)) / name


def load(name: str, kind: type) -> Any:
    """What a file of the folder holds, or an empty thing of that kind."""
    with suppress(OSError, ValueError):
        content = json.loads((folder() / name).read_text(encoding="utf-8"))
        if isinstance(content, kind):
            return content
    return kind()


def save(name: str, content: object) -> None:
    """Keep something in a file of the folder."""
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        part = folder() / f".{name}-{secrets.token_hex(4)}"
        # Drafts of memos are as private as the project: nobody else reads them.
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as handle:
            json.dump(content, handle, ensure_ascii=True)
        part.replace(folder() / name)
