"""A project sent out and taken in again is the same project: texts, codes, codings, cases, values, memos, GUIDs."""

import shutil
import zipfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codebench.exchange.refi.profiles import PROFILES
from codebench.project.exchange_out import OutRequest
from codebench.project.memos import MemoTarget
from codebench.project.project import Project
from tests.conftest import transcript
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


def test_links_of_a_memo_point_at_what_is_here_under_another_guid_also_in_a_later_text(tmp_path: Path) -> None:
    """Whether the coding was made here as well, came with the file, or lies in a text that the file has after it."""
    turns = [("Ilse", "Wij hebben te weinig tijd."), ("Bart", "Echt te weinig.")]
    with (
        Project.create(tmp_path / "uit.codebench", "An") as ours,
        Project.create(tmp_path / "in.codebench", "An") as to,
    ):
        for project in (ours, to):
            project.imports.take([transcript("een", turns)])
            project.codebook.add("tijd")
            project.codings.add(1, 6, 12, [1])
        ours.imports.take([transcript("twee", turns[:1])])
        linked = [1, *ours.codings.add(1, 14, 20, [1]), *ours.codings.add(2, 6, 12, [1])]
        for target in (MemoTarget(), MemoTarget(passage=(1, 6, 9))):
            ours.memo_links.link(ours.memos.add(target, f"Over {target}."), linked)
        to.exchange.take(planned(to, sent(ours, tmp_path / "uit.qdpx", OutRequest())))
        first, second = (memo for memo in to.memos.all() if memo.body.startswith("Over"))
        assert first.n_linked == second.n_linked == 3
        here = {row[0] for row in to.session.tuples("SELECT id FROM codings")}
        assert {each.id for each in to.memo_links.of(first.id)} == here and len(here) == 3
        assert to.check() == []


def test_a_link_goes_out_only_with_its_coding_and_what_stays_is_counted(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "uit.codebench", "An") as ours,
        Project.create(tmp_path / "in.codebench", "An") as to,
    ):
        ours.imports.take([transcript("een", [("Ilse", "Wij hebben te weinig tijd.")])])
        ours.codebook.add("tijd")
        (own,) = ours.codings.add(1, 6, 12, [1])
        ours.coders.add("Bo")
        ours.act_as("Bo")
        (other,) = ours.codings.add(1, 14, 20, [1])
        ours.act_as("An")
        ours.memo_links.link(ours.memos.add(MemoTarget(), "Over beide."), [own, other])
        guid = ours.session.value("SELECT guid FROM codings WHERE id = ?", [other])
        file = tmp_path / "uit.qdpx"
        report = ours.exchange_out.write(file, OutRequest(coders=("An",)))
        assert [row.cells[2] for row in report.rows if row.cells[1] == "links of memos"] == [1]
        with zipfile.ZipFile(file) as package:
            assert guid not in package.read("project.qde").decode()
        to.exchange.take(planned(to, file))
        assert [memo.n_linked for memo in to.memos.all() if memo.body == "Over beide."] == [1]


def test_links_that_a_memo_got_since_come_with_the_next_file(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "uit.codebench", "An") as ours,
        Project.create(tmp_path / "in.codebench", "An") as to,
    ):
        ours.imports.take([transcript("een", [("Ilse", "Wij hebben te weinig tijd.")])])
        ours.codebook.add("tijd")
        (coding,) = ours.codings.add(1, 6, 12, [1])
        memo = ours.memos.add(MemoTarget(), "Een gedachte.")
        to.exchange.take(planned(to, sent(ours, tmp_path / "een.qdpx", OutRequest())))
        ours.memo_links.link(memo, [coding])
        plan = planned(to, sent(ours, tmp_path / "twee.qdpx", OutRequest()))
        assert plan.n_new == 1
        to.exchange.take(plan)
        assert [each.n_linked for each in to.memos.all() if each.body == "Een gedachte."] == [1]
        assert planned(to, sent(ours, tmp_path / "drie.qdpx", OutRequest())).n_new == 0
