"""A project sent out and taken in again is the same project: texts, codes, codings, cases, values, memos, GUIDs."""

import shutil
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codebench.exchange.refi.profiles import PROFILES
from codebench.project.exchange_out import OutRequest
from codebench.project.project import Project
from tests.project.exchange_material import fill, planned, sent, state

_numbers = count()


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two empty projects, to be copied."""
    folder = tmp_path_factory.mktemp("leeg")
    Project.create(folder / "uit.codebench", "An").close()
    Project.create(folder / "in.codebench", "Zoë").close()
    return folder


@settings(max_examples=15, phases=[Phase.generate])
@given(st.data(), st.sampled_from(sorted(PROFILES)), st.sampled_from(["question", "respondent"]))
def test_what_goes_out_comes_in_as_it_was(blank: Path, data: st.DataObject, profile: str, per: str) -> None:
    folder = blank / str(next(_numbers))
    shutil.copytree(blank, folder, ignore=lambda _folder, names: [name for name in names if name.isdigit()])
    with Project.open(folder / "uit.codebench") as ours, Project.open(folder / "in.codebench") as theirs:
        fill(ours, data.draw)  # type: ignore[arg-type]
        before = state(ours)
        request = OutRequest(profile, per=per)  # type: ignore[arg-type]
        theirs.exchange.take(planned(theirs, sent(ours, folder / "een.qdpx", request)))
        assert state(theirs) == before
        assert theirs.check() == []
        # The same in another writing is nothing new; what was added since is all that comes.
        others = [name for name in PROFILES if name != profile]
        assert planned(theirs, sent(ours, folder / "twee.qdpx", OutRequest(others[0]))).n_new == 0
        ours.act_as("An")
        code = ours.codebook.add("nieuw")
        ours.codings.add(1, 1, 3, [code], memo="Pas later.")
        theirs.exchange.take(planned(theirs, sent(ours, folder / "drie.qdpx", OutRequest(others[1]))))
        assert state(theirs) == state(ours)
    shutil.rmtree(folder)
