"""The codes that the digits stand for, and those given last: each coder has their own."""

from collections.abc import Container, Sequence

from codebench.project.project import Project

PLACES = 9
REMEMBERED = 60


class RecentCodes:
    """Nine places, the newest first when a project is opened.

    From then on a code keeps its digit for as long as it is in use: a new one takes the place of the code that was
    not used for longest. Fingers learn places, and places that shuffle at each act can't be learnt.
    """

    def __init__(self, newest_first: Sequence[int]) -> None:
        self.places = list(newest_first[:PLACES])
        self.last: tuple[int, ...] = tuple(newest_first[:1])
        self._oldest_first = self.places[::-1]
        self._newest_first = list(newest_first)
        self.within: int | None = None
        """The set that codes are picked from, where one was chosen."""
        self.beside: int | None = None
        """The code whose passages stand beside the text, where they do."""

    @classmethod
    def of(cls, project: Project) -> "RecentCodes":
        """Those of the present coder, from their codings."""
        return cls(project.codings.recent(REMEMBERED))

    @property
    def in_order(self) -> list[int]:
        """Those with a digit, then the others that were used, the last one first."""
        return [*self.places, *(code for code in self._newest_first if code not in self.places)]

    def forget(self, code_ids: Sequence[int]) -> None:
        """These codes are offered no more; the others keep their digits, and who used to have one gets it back."""
        self._newest_first = [code for code in self._newest_first if code not in code_ids]
        waiting = [code for code in self._newest_first if code not in self.places]
        spare = iter(waiting)
        places = [next(spare, None) if code in code_ids else code for code in self.places]
        self.places = [code for code in places if code is not None]
        kept = [code for code in self._oldest_first if code not in code_ids]
        back = [code for code in waiting if code in self.places]
        self._oldest_first = [*reversed(back), *kept]
        self.last = tuple(code for code in self.last if code not in code_ids)

    def keep_to(self, codes: Container[int]) -> None:
        """Only these codes are there: a code whose making was undone leaves its digit to who had it."""
        gone = [code for code in {*self.places, *self._newest_first} if code not in codes]
        if gone:
            self.forget(gone)

    def use(self, code_ids: Sequence[int]) -> None:
        """These codes were given just now."""
        self.last = tuple(code_ids)
        self._newest_first = [*code_ids, *(code for code in self._newest_first if code not in code_ids)]
        for code_id in code_ids:
            if code_id in self._oldest_first:
                self._oldest_first.remove(code_id)
            elif len(self.places) < PLACES:
                self.places.append(code_id)
            else:
                self.places[self.places.index(self._oldest_first.pop(0))] = code_id
            self._oldest_first.append(code_id)
