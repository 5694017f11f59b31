"""What the screens remember between two times, in a small folder of this user: recent projects, theme, drafts of memos.

Nothing here is needed: what can't be read or written is as if it were not there.
"""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_state_dir

MOST_RECENT = 9


def folder() -> Path:
    """Where it is kept; CODEBENCH_HOME in the environment names another place."""
    return Path(os.environ.get("CODEBENCH_HOME") or user_state_dir("codebench", appauthor=False))


def recent() -> list[Path]:
    """The projects opened last that are still there, newest first."""
    found = _load("recent.json", list)
    paths = [Path(path) for path in found if isinstance(path, str)]
    return [path for path in paths if path.is_file()][:MOST_RECENT]


def remember(path: Path) -> None:
    """Put a project on top of the recent ones."""
    path = path.resolve()
    _save("recent.json", [str(path), *(str(other) for other in recent() if other != path)][:MOST_RECENT])


def theme() -> str | None:
    """The theme chosen last."""
    name = _load("screen.json", dict).get("theme")
    return name if isinstance(name, str) else None


def set_theme(name: str) -> None:
    """Remember the theme."""
    _save("screen.json", _load("screen.json", dict) | {"theme": name})


def draft(project: Path, about: str) -> str:
    """The draft of a memo that was left unsaved, or an empty text."""
    kept = _load("drafts.json", dict).get(str(project.resolve()), {})
    text = kept.get(about, "") if isinstance(kept, dict) else ""
    return text if isinstance(text, str) else ""


def keep_draft(project: Path, about: str, text: str) -> None:
    """Keep the draft of a memo; an empty text forgets it."""
    drafts = _load("drafts.json", dict)
    mine = dict(drafts.get(str(project.resolve())) or {})
    mine.pop(about, None)
    if text:
        mine[about] = text
    drafts.pop(str(project.resolve()), None)
    if mine:
        drafts[str(project.resolve())] = mine
    _save("drafts.json", drafts)


def _load(name: str, kind: type) -> Any:
    with suppress(OSError, ValueError):
        content = json.loads((folder() / name).read_text(encoding="utf-8"))
        if isinstance(content, kind):
            return content
    return kind()


def _save(name: str, content: object) -> None:
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        part = folder() / f".{name}-{secrets.token_hex(4)}"
        # Drafts of memos are as private as the project: nobody else reads them.
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as handle:
            json.dump(content, handle, ensure_ascii=True)
        part.replace(folder() / name)
