"""The codes that the digits stand for, and those given last: each coder has their own."""

from collections.abc import Sequence

from codebench.project.project import Project

PLACES = 9


class RecentCodes:
    """Nine places, the newest first when a project is opened.

    From then on a code keeps its digit for as long as it is in use: a new one takes the place of the code that was
    not used for longest. Fingers learn places, and places that shuffle at each act can't be learnt.
    """

    def __init__(self, newest_first: Sequence[int]) -> None:
        self.places = list(newest_first[:PLACES])
        self.last: tuple[int, ...] = tuple(newest_first[:1])
        self._oldest_first = self.places[::-1]

    @classmethod
    def of(cls, project: Project) -> "RecentCodes":
        """Those of the present coder, from their codings."""
        return cls(project.codings.recent(PLACES))

    def use(self, code_ids: Sequence[int]) -> None:
        """These codes were given just now."""
        self.last = tuple(code_ids)
        for code_id in code_ids:
            if code_id in self._oldest_first:
                self._oldest_first.remove(code_id)
            elif len(self.places) < PLACES:
                self.places.append(code_id)
            else:
                self.places[self.places.index(self._oldest_first.pop(0))] = code_id
            self._oldest_first.append(code_id)
