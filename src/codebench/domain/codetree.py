"""The tree of codes: finding a code by its path, and what may be named, moved and merged."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from codebench.domain.errors import ConflictError, DamagedError, InputError, NotFoundError
from codebench.i18n import _

SEPARATOR = " > "
MOST_CHARACTERS = 120

_LINE_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TWICE = re.compile(r"(\w)\1")
# Dutch plurals change these letters too: huis - huizen, brief - brieven.
_VOICED = str.maketrans("zv", "sf")
_LETTERS = re.compile(r"[^\W_]")
_ALIKE = 0.84
_NO_NAMES: Mapping[int, Sequence[str]] = {}
_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class CodeNode:
    """A code's place in the tree; siblings stand in the order of `position`, then of `id`.

    `is_archived` says whether this very code was put away; see `CodeTree.is_archived`.
    """

    id: int
    parent: int | None
    name: str
    position: int
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging a code into another does to the tree, by id.

    `merges` are pairs (source, target), each after the pair of its parents; the first is what was asked, the
    others are sub-codes that coincide by name. `moves` are pairs (code, new parent): the sub-codes of merged
    sources that the targets did not have. Once the moves are done the sources of `merges` have no other
    sub-codes than each other; while the sources stand, a moved code may have a sibling of its name.
    """

    merges: tuple[tuple[int, int], ...]
    moves: tuple[tuple[int, int], ...]


class CodeTree:
    """The codes of a project as they stand; nothing in it changes.

    Methods that take an id raise NotFoundError where no code has it.
    """

    def __init__(self, nodes: Iterable[CodeNode]) -> None:
        """Build the tree.

        Raises:
            DamagedError: an id occurs twice, a parent does not exist, or codes are their own ancestors.
        """
        self._nodes: dict[int, CodeNode] = {}
        self._below: dict[int | None, list[CodeNode]] = {None: []}
        for node in sorted(nodes, key=lambda node: (node.position, node.id)):
            if node.id in self._nodes:
                raise DamagedError(_("The code tree holds code {id} twice.").format(id=node.id))
            self._nodes[node.id] = node
            self._below.setdefault(node.id, [])
            self._below.setdefault(node.parent, []).append(node)
        reached = {node.id for node, _depth in self.walk()}
        for node in self._nodes.values():
            if node.id not in reached:
                message = _("Code {id} ('{name}') hangs on no root of the code tree.")
                raise DamagedError(message.format(id=node.id, name=node.name))

    def __len__(self) -> int:
        return len(self._nodes)

    def __contains__(self, code: int) -> bool:
        return code in self._nodes

    def __getitem__(self, code: int) -> CodeNode:
        try:
            return self._nodes[code]
        except KeyError:
            raise NotFoundError(_("There is no code with number {id}.").format(id=code)) from None

    @property
    def roots(self) -> tuple[CodeNode, ...]:
        """The codes without a parent, in order."""
        return tuple(self._below[None])

    def children(self, code: int | None) -> tuple[CodeNode, ...]:
        """The codes right under a code, in order; those under None are the roots."""
        return tuple(self._below[None if code is None else self[code].id])

    def ancestors(self, code: int) -> tuple[CodeNode, ...]:
        """The codes above a code, its parent first and the root last."""
        above: list[CodeNode] = []
        parent = self[code].parent
        while parent is not None:
            above.append(self._nodes[parent])
            parent = above[-1].parent
        return tuple(above)

    def subtree(self, code: int) -> tuple[CodeNode, ...]:
        """A code and all codes under it, each after its parent and in order."""
        return tuple(node for node, _depth in self._walk_from([self[code]]))

    def is_archived(self, code: int) -> bool:
        """Whether a code is put away: itself, or with one that it hangs under."""
        return any(node.is_archived for node in (self[code], *self.ancestors(code)))

    def walk(self) -> Iterator[tuple[CodeNode, int]]:
        """Every code with its depth (a root has 0), each after its parent and in order."""
        return self._walk_from(self._below[None])

    def _walk_from(self, nodes: list[CodeNode]) -> Iterator[tuple[CodeNode, int]]:
        todo = [(node, 0) for node in reversed(nodes)]
        while todo:
            node, depth = todo.pop()
            yield node, depth
            todo += [(child, depth + 1) for child in reversed(self._below[node.id])]

    def path(self, code: int) -> str:
        """The names from the root down to a code, with " > " between them."""
        node = self[code]
        return SEPARATOR.join([above.name for above in reversed(self.ancestors(code))] + [node.name])

    def find(self, path: str) -> CodeNode:
        """The code that a path names, or a name alone if no other code in the tree has it.

        Capitals and the spaces around ">" do not matter.

        Raises:
            NotFoundError: no code is meant, or more than one may be; the sentence names candidates.
        """
        keys = [name_key(name) for name in path.split(SEPARATOR.strip())]
        found: CodeNode | None = None
        for depth, key in enumerate(keys):
            if depth == 0 or found:
                found = self._named(key, found.id if found else None)
        if found:
            return found
        named = [node for node in self._nodes.values() if [name_key(node.name)] == keys]
        if len(named) == 1:
            return named[0]
        if named:
            message = _("Several codes are called '{name}'; give the whole path of one: {paths}.")
            raise NotFoundError(message.format(name=path.strip(), paths=self._listed(named)))
        close = self._close(keys)
        if close:
            message = _("There is no code '{path}'. Close to it: {paths}.")
            raise NotFoundError(message.format(path=path.strip(), paths=self._listed(close)))
        raise NotFoundError(_("There is no code '{path}'.").format(path=path.strip()))

    def _named(self, key: str, parent: int | None) -> CodeNode | None:
        return next((node for node in self._below[parent] if name_key(node.name) == key), None)

    def _close(self, keys: list[str]) -> list[CodeNode]:
        """Codes whose path or name resembles what was typed, closest first."""
        typed = SEPARATOR.join(keys)
        by_text: dict[str, list[CodeNode]] = {}
        for node, _depth in self.walk():
            by_text.setdefault(name_key(self.path(node.id)), []).append(node)
            by_text.setdefault(name_key(node.name), []).append(node)
        close = get_close_matches(typed, by_text, n=_CANDIDATES)
        return list(dict.fromkeys(node for text in close for node in by_text[text]))

    def _listed(self, nodes: list[CodeNode]) -> str:
        return ", ".join(f"'{self.path(node.id)}'" for node in nodes[:_CANDIDATES])

    def check_move(self, code: int, new_parent: int | None) -> None:
        """Make sure that a code can move under another one (None: become a root).

        Raises:
            ConflictError: the new parent is the code itself or lies under it, or has a sub-code of that name.
        """
        node = self[code]
        if new_parent is not None and node in (self[new_parent], *self.ancestors(new_parent)):
            message = _("'{name}' can't move under '{parent}', which is itself or one of its sub-codes.")
            raise ConflictError(message.format(name=node.name, parent=self.path(new_parent)))
        self._check_free(node.name, new_parent, besides=code)

    def check_name(self, name: str, parent: int | None, besides: int | None = None) -> None:
        """Make sure that a code under `parent` (None: a root) can have a name; `besides` is the code itself.

        Raises:
            InputError: the name is empty, longer than 120 characters, or holds ">" or a line break.
            ConflictError: a sibling has it; capitals, and how accents are stored, make no difference.
        """
        if not name.strip():
            raise InputError(_("A code needs a name."))
        if _LINE_BREAK.search(name):
            raise InputError(_("The name of a code has to be one line."))
        if SEPARATOR.strip() in name:
            message = _("'{name}' can't be the name of a code: '>' stands between the names of a path.")
            raise InputError(message.format(name=name))
        if len(name) > MOST_CHARACTERS:
            message = _("The name of a code can't be longer than {most} characters; this one has {n}.")
            raise InputError(message.format(most=MOST_CHARACTERS, n=len(name)))
        self._check_free(name, parent, besides)

    def _check_free(self, name: str, parent: int | None, besides: int | None) -> None:
        key = name_key(name)
        for sibling in self.children(parent):
            if sibling.id != besides and name_key(sibling.name) == key:
                raise ConflictError(_("There is already a code '{path}'.").format(path=self.path(sibling.id)))

    def similar(self, name: str, also: Mapping[int, Sequence[str]] = _NO_NAMES) -> list[CodeNode]:
        """Codes anywhere in the tree whose name is nearly the same, the most alike first.

        Capitals, accents, blanks and punctuation make no difference, nor does singular or plural; else at least 84 %
        of the letters have to be the same. `also` are other names of codes, by id, which count in the same way.
        """
        bare = bare_name(name)
        alike = [
            (max(_likeness(bare, bare_name(each)) for each in (node.name, *also.get(node.id, ()))), node)
            for node, _depth in self.walk()
        ]
        alike.sort(key=lambda pair: -pair[0])
        return [node for likeness, node in alike if likeness >= _ALIKE]

    def merge_plan(self, source: int, target: int) -> MergePlan:
        """What becomes of the codes under `source` when it is merged into `target`.

        Raises:
            ConflictError: the target is the source itself or lies under it.
        """
        if self[source] in (self[target], *self.ancestors(target)):
            message = _("'{name}' can't be merged into '{target}', which is itself or one of its sub-codes.")
            raise ConflictError(message.format(name=self[source].name, target=self.path(target)))
        merges = [(source, target)]
        moves: list[tuple[int, int]] = []
        for merged, into in merges:
            # The source itself may stand under the target; it goes, so nothing coincides with it.
            there = {name_key(node.name): node.id for node in self._below[into] if node.id != source}
            for child in self._below[merged]:
                twin = there.get(name_key(child.name))
                if twin is None:
                    moves.append((child.id, into))
                else:
                    merges.append((child.id, twin))
        return MergePlan(tuple(merges), tuple(moves))


def name_key(name: str) -> str:
    """What two names have in common that count as the same: no outer spaces, no capitals, composed accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold()).strip()


def bare_name(name: str) -> str:
    """A name without capitals, accents and superfluous spaces."""
    apart = unicodedata.normalize("NFD", name.casefold())
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())


def _stems(word: str) -> set[str]:
    """What a word may be the singular or the plural of, spelt so that both come out the same."""
    endings = ("", "en", "'s", "’s", "s")
    whole = (word.removesuffix(ending) for ending in endings)
    return {_TWICE.sub(r"\1", stem).translate(_VOICED) for stem in whole if len(stem) > 1}


def _likeness(a: str, b: str) -> float:
    """How alike two bare names are, from 0 to 1; singular and plural are as good as equal."""
    if a == b:
        return 1.0
    if _LETTERS.findall(a) == _LETTERS.findall(b) != []:
        return 0.995
    words_a, words_b = a.split(), b.split()
    if len(words_a) == len(words_b) and all(
        x == y or _stems(x) & _stems(y) for x, y in zip(words_a, words_b, strict=True)
    ):
        return 0.99
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
