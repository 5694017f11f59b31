"""Several files looked at together before they come in: opened once, understood anew when the researcher says more."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codebench.domain.draft import Draft, LabelFinding
from codebench.domain.errors import InputError
from codebench.ingest.labels import label_key
from codebench.ingest.options import ReadOptions
from codebench.ingest.registry import Reader, opened
from codebench.ingest.speakers import unheard


@dataclass(frozen=True, slots=True)
class Gathering:
    """The drafts of files under certain options; `labels` are those of all files together.

    `unread` says of each file that could not be read why not.
    """

    readers: tuple[Reader, ...]
    options: ReadOptions
    drafts: tuple[Draft, ...]
    unread: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        paths: Sequence[Path],
        options: ReadOptions | None = None,
        progress: Callable[[int, int, str], None] = lambda _done, _of, _name: None,
        found: Collection[Path] = (),
    ) -> "Gathering":
        """Open files and read them; `progress` is told how many of how many are done, and what comes now.

        Documents of one name in different folders are called after their folder, too. Of files that were only `found`
        in a folder, what can't be read is left out and told, as long as something else can.

        Raises:
            InputError: one of them can't be read, or does not fit the options.
        """
        options = options or ReadOptions()
        readers: list[Reader] = []
        drafts: list[Draft] = []
        unread: list[InputError] = []
        for i, (path, called) in enumerate(zip(paths, _told_apart(paths), strict=True)):
            progress(i, len(paths), path.name)
            try:
                reader = opened(path, options.encoding, called)
            except InputError as error:
                if path not in found:
                    raise
                unread.append(error)
                continue
            drafts.append(reader(options))
            readers.append(reader)
        if unread and not drafts:
            raise unread[0]
        return cls(tuple(readers), options, _heard(drafts, options), tuple(map(str, unread)))

    def told(self, options: ReadOptions, progress: Callable[[int, int], None]) -> "Gathering":
        """The same files understood under other options.

        Raises:
            InputError: the options do not fit one of them.
        """
        drafts: list[Draft] = []
        for reader in self.readers:
            progress(len(drafts), len(self.readers))
            drafts.append(reader(options))
        return replace(self, options=options, drafts=_heard(drafts, options))

    @property
    def labels(self) -> list["GatheredLabel"]:
        """The labels of all files: speakers by their number of turns, then what was left in the text."""
        found: dict[str, list[LabelFinding]] = {}
        for draft in self.drafts:
            for one in draft.labels:
                found.setdefault(label_key(one.label), []).append(one)
        labels = [_together(ones) for ones in found.values()]
        return sorted(labels, key=lambda one: (one.is_text, -one.turns))


@dataclass(frozen=True, slots=True)
class GatheredLabel:
    """A label in several files: `name` is who it stands for, `files` in how many of them it is."""

    label: str
    name: str
    role: str
    turns: int
    files: int
    example: str
    doubt: str

    @property
    def is_text(self) -> bool:
        """Whether it is no label at all."""
        return self.role == "text"


def _told_apart(paths: Sequence[Path]) -> list[str | None]:
    """For each file what it has to be called because another has its name; None where it keeps its own."""
    stems = Counter(path.stem for path in paths)
    names = Counter(f"{path.parent.name} {path.stem}" for path in paths)
    called: list[str | None] = []
    for path in paths:
        name = f"{path.parent.name} {path.stem}"
        other = name if names[name] == 1 else f"{path.parent.name} {path.name}"
        called.append(None if stems[path.stem] == 1 else other)
    return called


def _heard(drafts: Sequence[Draft], options: ReadOptions) -> tuple[Draft, ...]:
    """The drafts without the doubt that a label is not there, where another of them has it."""
    told = {unheard(label) for label in (*options.roles, *options.names)}
    texts = [draft for draft in drafts if not draft.questions]
    nowhere = set.intersection(told, *({doubt.what for doubt in draft.doubts} for draft in texts))
    gone = told - nowhere
    return tuple(
        replace(draft, doubts=tuple(doubt for doubt in draft.doubts if doubt.what not in gone)) for draft in drafts
    )


def _together(ones: Sequence[LabelFinding]) -> GatheredLabel:
    first = max(ones, key=lambda one: one.turns)
    doubt = next((one.doubt for one in ones if one.doubt), "")
    return GatheredLabel(
        first.label, first.name, first.role, sum(one.turns for one in ones), len(ones), first.example, doubt
    )


def with_role(options: ReadOptions, label: str, role: str) -> ReadOptions:
    """The options with the word that a label is this: a speaker's role, or "text" for no label."""
    return replace(options, roles=_without(options.roles, label) | {label: role})


def with_name(options: ReadOptions, label: str, name: str | None) -> ReadOptions:
    """The options with the word that a label is called so; None takes the word back."""
    names = _without(options.names, label)
    # Who has a name is somebody.
    is_text = any(role == "text" and label_key(other) == label_key(label) for other, role in options.roles.items())
    roles = _without(options.roles, label) if is_text else options.roles
    return replace(options, names=names if name is None else names | {label: name}, roles=roles)


def _without(said: Mapping[str, str], label: str) -> dict[str, str]:
    return {other: word for other, word in said.items() if label_key(other) != label_key(label)}
