"""The codes that rows of a coding file name: those of the project and, where that is wanted, those it has not yet."""

from collections.abc import Iterable

from codebench.domain.codetree import SEPARATOR, CodeTree, name_key
from codebench.domain.errors import NotFoundError
from codebench.project.codebook import Codebook
from codebench.project.session import Session
from codebench.store.journal import Act


class RowCodes:
    """Finds codes by the paths that rows use; `makes_new` lets those be that the project does not have."""

    def __init__(self, session: Session, *, makes_new: bool = False) -> None:
        self._tree = Codebook(session).tree()
        self._names = {name_key(node.name) for node, _depth in self._tree.walk()}
        self._makes_new = makes_new
        self._found: dict[str, int | str | None] = {}

    def find(self, path: str) -> int | None:
        """The id of the code with this path, None for one that is new.

        Raises:
            NotFoundError: there is none, or several are called so.
            InputError: it is new, and no code can be called so.
        """
        if path not in self._found:
            try:
                self._found[path] = self._tree.find(path).id
            except NotFoundError as error:
                # Kept, since the search for what comes near takes long and a file may name a code thousands of times.
                self._found[path] = self._made(path, str(error))
        found = self._found[path]
        if isinstance(found, str):
            raise NotFoundError(found)
        return found

    def _made(self, path: str, why_not: str) -> str | None:
        parts = [part.strip() for part in path.split(SEPARATOR.strip())]
        if not self._makes_new or (len(parts) == 1 and name_key(path) in self._names):
            return why_not
        for part in parts:
            CodeTree(()).check_name(part, None)
        return None


def made(act: Act, session: Session, paths: Iterable[str]) -> dict[str, int]:
    """Within an act, make the codes with these paths that are not there yet; the id of each."""
    book, ids = Codebook(session), {}
    for path in dict.fromkeys(paths):
        ids[path] = book.tree().find(path).id if book.exists(path) else book.put(act, path)
    return ids
