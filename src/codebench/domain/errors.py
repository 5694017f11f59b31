"""What goes wrong in words for a researcher; each kind knows its exit code."""


class CodebenchError(Exception):
    """A failure that is told to the user in one sentence: what, where, what to do."""

    exit_code = 1


class InputError(CodebenchError):
    """What the user gave (a file, a name, a position) can't be used as it is."""


class NotFoundError(InputError):
    """A document, code, case, coder... that was named does not exist."""


class ConflictError(InputError):
    """The act contradicts what is there: a name taken, work built on it, another writer."""


class StorageError(CodebenchError):
    """The disk or the file system refused; nothing of the act was kept."""


class DamagedError(CodebenchError):
    """The project file is not what it should be."""

    exit_code = 3
