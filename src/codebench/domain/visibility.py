"""Whose work a reader may see now: an argument of every read of codings, counts and review marks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visibility:
    """The coders (by id) whose codings and marks are seen; None stands for everybody's."""

    coders: frozenset[int] | None = None

    @classmethod
    def only(cls, *coders: int) -> "Visibility":
        """See the work of these coders and of no one else."""
        return cls(frozenset(coders))

    def condition(self, column: str) -> str:
        """The SQL condition on a column that holds a coder's id."""
        if self.coders is None:
            return "1"
        return f"{column} IN ({', '.join(str(int(coder)) for coder in sorted(self.coders))})"


EVERYBODY = Visibility()
