"""Which memos are listed: what is asked adds up, days in local time, and in words."""

import time

import pytest

from codebench.domain.errors import InputError
from codebench.project.models import MemoInfo
from codebench.tui.memo_filter import MemoFilter
from codebench.tui.parts.moment import day, when


def memo(**said) -> MemoInfo:
    about = {
        "id": 1,
        "guid": "g",
        "kind": "theoretical",
        "private": False,
        "coder": "An",
        "target": "",
        "title": "",
        "body": "",
        "created_at": "2026-11-23T12:00:00.000Z",
        "changed_at": "",
        "document_id": None,
        "start": None,
        "end": None,
        "subject": "code",
        "code_id": None,
    }
    return MemoInfo(**(about | said))


@pytest.fixture(params=["Europe/Brussels", "UTC"])
def zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_moments_are_told_in_local_time(zone):
    late = "2026-11-22T23:30:00.000Z"
    assert (day(late), when(late)) == {
        "Europe/Brussels": ("2026-11-23", "2026-11-23 00:30"),
        "UTC": ("2026-11-22", "2026-11-22 23:30"),
    }[zone]
    assert (day(""), when("")) == ("", "")
    assert MemoFilter().within("2026-11-22").passes(memo(created_at=late)) is (zone == "UTC")


def test_what_is_asked_adds_up():
    asked = MemoFilter(kind="reflexive", coder="An", is_private=True)
    assert asked.passes(memo(kind="reflexive", private=True))
    for other in ({"kind": "theoretical"}, {"coder": "Bo"}, {"private": False}):
        assert not asked.passes(memo(**({"kind": "reflexive", "private": True} | other)))
    assert MemoFilter().passes(memo())
    assert not MemoFilter(subject="unit").passes(memo())
    assert MemoFilter(is_private=False).passes(memo())


@pytest.mark.parametrize(
    ("days", "written", "passes"),
    [
        ("2026-11-23", "2026-11-23", True),
        ("2026-11-23", "2026-11-24", False),
        ("2026-11", "2026-11-30", True),
        ("2026-11", "2026-12-01", False),
        ("2026", "2026-01-01", True),
        ("2026", "2025-12-31", False),
        ("2026-11..", "2027-01-01", True),
        ("2026-11..", "2026-10-31", False),
        ("..2026-11", "2026-11-30", True),
        ("..2026-11", "2026-12-01", False),
        ("2026-11-03 .. 2026-11-20", "2026-11-20", True),
        ("2026-11-03 .. 2026-11-20", "2026-11-02", False),
        ("", "1999-01-01", True),
    ],
)
def test_days_months_and_years(days, written, passes):
    assert MemoFilter().within(days).passes(memo(created_at=f"{written}T12:00:00.000Z")) is passes


@pytest.mark.parametrize("days", ["gisteren", "2026-1", "..", "2026-11-03...2026", "23-11-2026"])
def test_what_are_no_days_is_told(days):
    with pytest.raises(InputError, match="are no days"):
        MemoFilter().within(days)


def test_it_is_said_in_words():
    asked = MemoFilter("reflexive", "code", "An", is_private=True).within("2026-11")
    assert asked.in_words() == ["reflexive", "about a code", "of An", "private", "2026-11"]
    assert MemoFilter().within("2026..").in_words() == ["2026.."]
    assert MemoFilter().in_words() == []
