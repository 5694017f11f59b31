"""Whose work a reader may see now: an argument of every read of codings, counts and review marks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visibility:
    """The coders (by id) whose codings, memos and marks are seen; None stands for everybody's.

    In the units of the rounds `apart` (by id) nothing is seen: who codes a text for the second time must not meet what
    they did the first time.
    """

    coders: frozenset[int] | None = None
    apart: frozenset[int] = frozenset()

    @classmethod
    def only(cls, *coders: int) -> "Visibility":
        """See the work of these coders and of no one else."""
        return cls(frozenset(coders))

    def narrowed(self, coder: int, apart: frozenset[int]) -> "Visibility":
        """What is left of it for a coder who sees nothing but their own work, and that not in some rounds."""
        own = frozenset({coder})
        return Visibility(own if self.coders is None else self.coders & own, self.apart | apart)

    def condition(self, column: str) -> str:
        """The SQL condition on a column that holds a coder's id."""
        return "1" if self.coders is None else f"{column} IN ({_list(self.coders)})"

    def codings(self, name: str) -> str:
        """The SQL condition on rows of `codings` under this name."""
        if not self.apart:
            return self.condition(f"{name}.coder_id")
        return (
            f"{self.condition(f'{name}.coder_id')} AND {name}.id NOT IN (SELECT vc.coding_id FROM coding_units vc"
            f" JOIN round_units vr ON vr.unit_id = vc.unit_id WHERE vr.round_id IN ({_list(self.apart)}))"
        )

    def memos(self, name: str) -> str:
        """The SQL condition on rows of `memos` under this name: one on a coding tells what that coding is."""
        if self.coders is None and not self.apart:
            return "1"
        found = (
            f"{self.condition(f'{name}.coder_id')} AND ({name}.coding_id IS NULL OR {name}.coding_id IN"
            f" (SELECT vg.id FROM codings vg WHERE {self.codings('vg')}))"
        )
        if self.apart:
            found += (
                f" AND NOT EXISTS (SELECT 1 FROM round_units vr JOIN units vu ON vu.id = vr.unit_id"
                f" LEFT JOIN text_versions vt ON vt.id = {name}.text_version_id"
                f" WHERE vr.round_id IN ({_list(self.apart)}) AND (vu.id = {name}.unit_id OR"
                f' (vu.document_id = vt.document_id AND vu.start < {name}."end" AND vu."end" > {name}.start)))'
            )
        return found


def _list(ids: frozenset[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(ids))


EVERYBODY = Visibility()
