"""What an act changed in one table and the chain doesn't tell yet: each row once, what it was and what it became."""

from collections.abc import Iterator, Sequence

from codebench.store.tables import Image, Scalar, StateTable

Change = tuple[Image | None, Image | None]
"""A row before and after; None stands for "no row"."""

Columns = Sequence[Sequence[Scalar]]


class Changes:
    """The changes to one table. Rows that came in and weren't touched again stay columns: most do, by the million."""

    def __init__(self, spec: StateTable) -> None:
        self.spec = spec
        self._born: list[list[Scalar]] = [[] for _name in spec.columns]
        self._touched: dict[Scalar, Change] = {}

    def put_in(self, columns: Columns) -> None:
        """Note new rows, given as the columns of the table."""
        for values, more in zip(self._born, columns, strict=True):
            values.extend(more)

    def touch(self, changes: Sequence[Change]) -> None:
        """Note rows that came, changed or went."""
        self._lay_open()
        touched = self._touched
        for before, after in changes:
            row_id = (before or after or (None,))[0]
            touched[row_id] = (touched[row_id][0] if row_id in touched else before, after)

    @property
    def ids(self) -> list[Scalar]:
        """The rows."""
        return [*self._touched, *self._born[0]]

    def by_kind(self) -> Iterator[tuple[str, Sequence[Image], Columns]]:
        """What went, changed and came: the operation, the rows before, and those after as columns."""
        if not self._touched:
            yield "insert", (), self._born
            return
        self._lay_open()
        by_kind: dict[str, list[Change]] = {"delete": [], "update": [], "insert": []}
        for before, after in self._touched.values():
            if before is not None:
                by_kind["delete" if after is None else "update"].append((before, after))
            elif after is not None:
                by_kind["insert"].append((before, after))
        for kind, changes in by_kind.items():
            old = [before for before, _after in changes if before is not None]
            new = [after for _before, after in changes if after is not None]
            yield kind, old, list(zip(*new, strict=True))

    def _lay_open(self) -> None:
        if self._born[0]:
            self._touched.update((row[0], (None, row)) for row in zip(*self._born, strict=True))
            self._born = [[] for _name in self.spec.columns]
