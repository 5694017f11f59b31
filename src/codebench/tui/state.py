"""What the screens remember between two times: recent projects, theme, keyboard, whether suggestions are shown."""

from pathlib import Path

from codebench.project.user_folder import load, save

MOST_RECENT = 9


def recent() -> list[Path]:
    """The projects opened last that are still there, newest first."""
    found = load("recent.json", list)
    paths = [Path(path) for path in found if isinstance(path, str)]
    return [path for path in paths if path.is_file()][:MOST_RECENT]


def remember(path: Path) -> None:
    """Put a project on top of the recent ones."""
    path = path.resolve()
    save("recent.json", [str(path), *(str(other) for other in recent() if other != path)][:MOST_RECENT])


def coder_of(path: Path) -> str | None:
    """The guid of who worked last on a project on this machine."""
    guid = load("coders.json", dict).get(str(path.resolve()))
    return guid if isinstance(guid, str) else None


def remember_coder(path: Path, guid: str) -> None:
    """Remember who works on a project on this machine; of the projects opened last only."""
    kept = {str(other): load("coders.json", dict).get(str(other)) for other in recent()}
    save("coders.json", {name: each for name, each in kept.items() if each} | {str(path.resolve()): guid})


def theme() -> str | None:
    """The theme chosen last."""
    name = load("screen.json", dict).get("theme")
    return name if isinstance(name, str) else None


def set_theme(name: str) -> None:
    """Remember the theme."""
    save("screen.json", load("screen.json", dict) | {"theme": name})


def layout() -> str | None:
    """The keyboard that was chosen; None where nobody was asked yet."""
    name = load("screen.json", dict).get("keyboard")
    return name if isinstance(name, str) else None


def set_layout(name: str) -> None:
    """Remember the keyboard."""
    save("screen.json", load("screen.json", dict) | {"keyboard": name})


def suggests() -> bool:
    """Whether suggestions are shown."""
    return load("screen.json", dict).get("suggestions") is not False


def set_suggests(wanted: bool) -> None:
    """Remember whether suggestions are shown."""
    save("screen.json", load("screen.json", dict) | {"suggestions": wanted})
