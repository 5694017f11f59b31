import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebench.domain.codetree import SEPARATOR, CodeNode, CodeTree, name_key
from codebench.domain.errors import CodebenchError, ConflictError, DamagedError, InputError, NotFoundError

NAMES = ["tijd", "overleg", "drempels", "ouders", "Één", "klas", "taal"]


@st.composite
def trees(draw: st.DrawFn) -> CodeTree:
    """A tree in which siblings have different names, with ids in no order."""
    n = draw(st.integers(0, 14))
    ids = draw(st.permutations(range(1, n + 1)))
    nodes: list[CodeNode] = []
    for i, code in enumerate(ids):
        parent = draw(st.sampled_from([None, *ids[:i]]))
        taken = {node.name for node in nodes if node.parent == parent}
        name = draw(st.sampled_from(NAMES))
        if name not in taken:
            nodes.append(CodeNode(code, parent, name, draw(st.integers(0, 3))))
        else:
            nodes.append(CodeNode(code, parent, f"{name} {code}", draw(st.integers(0, 3))))
    return CodeTree(draw(st.permutations(nodes)))


def everything(tree: CodeTree) -> list[CodeNode]:
    return [node for node, _depth in tree.walk()]


def made(*paths: str) -> CodeTree:
    """A tree with these paths; the ids are 1, 2, 3... in the order of the paths."""
    ids: dict[str, int] = {}
    nodes = []
    for i, path in enumerate(paths, 1):
        above, _mark, name = path.rpartition(SEPARATOR)
        ids[path] = i
        nodes.append(CodeNode(i, ids[above] if above else None, name, i))
    return CodeTree(nodes)


SCHOOL = made(
    "school",
    "school > drempels",
    "school > drempels > kosten",
    "thuis",
    "thuis > drempels",
    "thuis > ouders",
    "Één ding",
)


# The shape ----------------------------------------------------------------------------------------------


@given(trees())
def test_a_walk_visits_each_code_once_after_its_parent_and_in_order(tree: CodeTree) -> None:
    seen: dict[int | None, int] = {None: -1}
    last: dict[int | None, tuple[int, int]] = {}
    for node, depth in tree.walk():
        assert node.id not in seen
        assert depth == seen[node.parent] + 1 == len(tree.ancestors(node.id))
        assert last.get(node.parent, (-1, -1)) < (node.position, node.id)
        seen[node.id], last[node.parent] = depth, (node.position, node.id)
    assert len(seen) - 1 == len(tree)
    assert tree.roots == tree.children(None)


@given(trees())
def test_above_and_below_are_each_others_mirror(tree: CodeTree) -> None:
    for node in everything(tree):
        assert [child.parent for child in tree.children(node.id)] == [node.id] * len(tree.children(node.id))
        itself, *below = tree.subtree(node.id)
        assert itself == node
        assert {other.id for other in below} == {
            other.id for other in everything(tree) if node in tree.ancestors(other.id)
        }
        assert node.id in tree and tree[node.id] == node


def test_a_deep_tree_is_no_trouble() -> None:
    tree = CodeTree(CodeNode(i, i - 1 or None, "code", 0) for i in range(1, 3001))
    assert len(tree.subtree(1)) == 3000
    assert len(tree.ancestors(3000)) == 2999


@pytest.mark.parametrize(
    "nodes",
    [
        [CodeNode(1, None, "a", 0), CodeNode(1, None, "b", 0)],
        [CodeNode(1, 9, "a", 0)],
        [CodeNode(1, 2, "a", 0), CodeNode(2, 1, "b", 0)],
        [CodeNode(1, 1, "a", 0)],
    ],
    ids=["twice", "no parent", "cycle", "itself"],
)
def test_what_is_no_tree_is_called_damaged(nodes: list[CodeNode]) -> None:
    with pytest.raises(DamagedError):
        CodeTree(nodes)


def test_an_unknown_number_is_told() -> None:
    for ask in (SCHOOL.children, SCHOOL.ancestors, SCHOOL.subtree, SCHOOL.path):
        with pytest.raises(NotFoundError, match="no code with number 99"):
            ask(99)
    assert 99 not in SCHOOL


# Paths and names ----------------------------------------------------------------------------------------


@given(trees())
def test_every_path_finds_its_code_however_it_is_typed(tree: CodeTree) -> None:
    for node in everything(tree):
        path = tree.path(node.id)
        typed = [path, path.upper(), path.replace(SEPARATOR, ">"), f" {path} ", unicodedata.normalize("NFD", path)]
        assert [tree.find(text) for text in typed] == [node] * 5


@given(trees())
def test_a_name_alone_finds_a_code_if_it_is_a_root_or_the_only_one(tree: CodeTree) -> None:
    for name in NAMES:
        named = [node for node in everything(tree) if node.name == name]
        roots = [node for node in named if node.parent is None]
        if roots or len(named) == 1:
            assert tree.find(name) == (roots or named)[0]
        else:
            with pytest.raises(NotFoundError):
                tree.find(name)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("drempels", "Several codes .*'school > drempels', 'thuis > drempels'"),
        ("drempls", "Close to it: 'school > drempels', 'thuis > drempels'"),
        ("thuis > ouder", "Close to it: 'thuis > ouders'"),
        ("school > ouders", "Close to it: .*'thuis > ouders'"),
        ("xyzzy", r"There is no code 'xyzzy'\.$"),
        ("", r"There is no code ''\.$"),
        ("school >", r"There is no code 'school >'.*'school'"),
    ],
)
def test_a_path_that_finds_nothing_is_told_with_what_may_be_meant(path: str, sentence: str) -> None:
    with pytest.raises(NotFoundError, match=sentence):
        SCHOOL.find(path)


@given(st.text(max_size=12))
def test_names_that_look_the_same_have_the_same_key(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    for form in ("NFC", "NFD"):
        assert name_key(unicodedata.normalize(form, name)) == key
    assert name_key(f" {name}\t") == key


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("", InputError, "needs a name"),
        (" \t", InputError, "needs a name"),
        ("a > b", InputError, "'>' stands between"),
        ("a\nb", InputError, "one line"),
        ("a\u2028", InputError, "one line"),
        ("a" * 121, InputError, "120 characters; this one has 121"),
        ("DREMPELS ", ConflictError, "already a code 'school > drempels'"),
    ],
)
def test_a_name_that_can_not_be_is_refused(name: str, error: type[CodebenchError], sentence: str) -> None:
    with pytest.raises(error, match=sentence) as told:
        SCHOOL.check_name(name, 1)
    assert isinstance(told.value, ConflictError) == (error is ConflictError)


def test_a_name_has_to_be_free_among_siblings_only() -> None:
    SCHOOL.check_name("ouders", 1)
    SCHOOL.check_name("a" * 120, None)
    SCHOOL.check_name("Drempels", 1, besides=2)
    with pytest.raises(ConflictError, match="'Één ding'"):
        SCHOOL.check_name("e\u0301e\u0301n DING", None)
    with pytest.raises(NotFoundError):
        SCHOOL.check_name("x", 99)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("drempel", ["drempels"]),
        ("Drempels", ["drempels"]),
        ("een ding", ["Één ding"]),
        ("een dingen", ["Één ding"]),
        ("drempls", ["drempels"]),
        ("kost", ["kosten"]),
        ("kostprijs", []),
        ("thuiswerk", []),
    ],
)
def test_near_duplicates_of_a_name(name: str, others: list[str]) -> None:
    assert list(dict.fromkeys(node.name for node in SCHOOL.similar(name))) == others


@pytest.mark.parametrize(
    ("one", "many"),
    [("les", "lessen"), ("taak", "taken"), ("huis", "huizen"), ("brief", "brieven"), ("foto", "foto's")],
)
def test_dutch_plurals_are_near_duplicates(one: str, many: str) -> None:
    assert made(one).similar(many) and made(many).similar(one)
    assert made(f"{one} thuis").similar(f"{many} thuis")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tijdsdruk", "tijds druk"), ("tijdsdruk", "tijds-druk"), ("CLB", "C.L.B."), ("géén tijd", "Geen  tijd!")],
)
def test_blanks_capitals_and_signs_make_no_other_name(one: str, other: str) -> None:
    assert made(one).similar(other) and made(other).similar(one)
    assert not made(one).similar("...")


def test_a_name_that_a_code_has_too_is_a_near_duplicate() -> None:
    tree = made("tijdsdruk")
    assert not tree.similar("werklast")
    assert [node.name for node in tree.similar("Werklast", {1: ("stress", "werklasten")})] == ["tijdsdruk"]


@given(trees(), st.sampled_from(NAMES))
def test_an_equal_name_is_always_similar_and_comes_first(tree: CodeTree, name: str) -> None:
    equal = [node for node in everything(tree) if node.name == name]
    assert tree.similar(name)[: len(equal)] == equal


# Moves, merges ------------------------------------------------------------------------------------------


@given(trees(), st.data())
def test_a_move_is_allowed_exactly_when_a_tree_remains(tree: CodeTree, data: st.DataObject) -> None:
    nodes = everything(tree)
    if not nodes:
        return
    node = data.draw(st.sampled_from(nodes))
    parent = data.draw(st.sampled_from([None, *(other.id for other in nodes)]))
    inside = parent in {other.id for other in tree.subtree(node.id)}
    taken = any(child.name == node.name and child != node for child in tree.children(parent))
    if inside or taken:
        with pytest.raises(ConflictError):
            tree.check_move(node.id, parent)
    else:
        tree.check_move(node.id, parent)
        moved = CodeNode(node.id, parent, node.name, node.position)
        assert len(CodeTree([moved, *(other for other in nodes if other != node)])) == len(tree)


def test_a_move_that_can_not_be_is_told() -> None:
    with pytest.raises(ConflictError, match="'school' can't move under 'school > drempels > kosten'"):
        SCHOOL.check_move(1, 3)
    with pytest.raises(ConflictError, match="already a code 'school > drempels'"):
        SCHOOL.check_move(5, 1)
    SCHOOL.check_move(2, 1)
    SCHOOL.check_move(2, None)


def test_merging_moves_sub_codes_and_merges_those_of_the_same_name() -> None:
    tree = made("a", "a > x", "a > x > p", "a > x > q", "a > y", "b", "b > X", "b > X > p")
    plan = tree.merge_plan(1, 6)
    assert plan.merges == ((1, 6), (2, 7), (3, 8))
    assert plan.moves == ((5, 6), (4, 7))


def test_a_code_can_be_merged_into_the_one_above_it_even_with_a_child_of_its_name() -> None:
    tree = made("a", "a > b", "a > b > b", "a > b > c", "a > c")
    plan = tree.merge_plan(2, 1)
    assert plan.merges == ((2, 1), (4, 5))
    assert plan.moves == ((3, 1),)


@given(trees(), st.data())
def test_after_a_merge_a_tree_remains_and_no_code_is_lost(tree: CodeTree, data: st.DataObject) -> None:
    nodes = everything(tree)
    if not nodes:
        return
    source = data.draw(st.sampled_from(nodes))
    target = data.draw(st.sampled_from(nodes))
    if target in tree.subtree(source.id):
        with pytest.raises(ConflictError, match="can't be merged into"):
            tree.merge_plan(source.id, target.id)
        return
    plan = tree.merge_plan(source.id, target.id)
    gone, moved = dict(plan.merges), dict(plan.moves)
    assert plan.merges[0] == (source.id, target.id)
    assert not set(gone) & set(moved) and not set(gone) & set(gone.values())
    assert {*gone, *moved} <= {node.id for node in tree.subtree(source.id)}
    left = [
        CodeNode(node.id, moved.get(node.id, node.parent), node.name, node.position)
        for node in nodes
        if node.id not in gone
    ]
    after = CodeTree(left)
    assert len(after) == len(tree) - len(gone)
    for node in everything(after):
        siblings = [name_key(other.name) for other in after.children(node.parent)]
        assert len(set(siblings)) == len(siblings)
    # Where a path led before, the same path under the target leads now.
    for merged, into in plan.merges[1:]:
        assert name_key(tree[merged].name) == name_key(tree[into].name)
        assert gone[tree[merged].parent or 0] == tree[into].parent
