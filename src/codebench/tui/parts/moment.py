"""Moments of the project, which are kept in UTC, as the clock on the wall of the reader tells them."""

from datetime import datetime


def when(moment: str) -> str:
    """A moment to the minute, in local time: "2026-11-23 09:05"; empty where there is none."""
    return _local(moment, "%Y-%m-%d %H:%M")


def day(moment: str) -> str:
    """The day of a moment, in local time: "2026-11-23"."""
    return _local(moment, "%Y-%m-%d")


def _local(moment: str, form: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime(form) if moment else ""
