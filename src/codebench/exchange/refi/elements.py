"""Elements of REFI-QDA written as they come, and what of a text XML can hold."""

import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attributes = dict[str, str]


def dashed(guid: str) -> str:
    """A GUID of 32 hexadecimal digits as the schema wants it."""
    return str(uuid.UUID(hex=guid))


def legal(text: str) -> str:
    """The text without what XML 1.0 can't hold (production 2, Char)."""
    return _ILLEGAL.sub("", text)


class Xml:
    """Elements of one namespace, written as they come."""

    def __init__(self, file: Any, namespace: str) -> None:
        self._file, self._namespace = file, namespace

    def element(self, name: str, attributes: Attributes) -> Any:
        """An element around what is written within."""
        return self._file.element(self._tag(name), attributes)

    def empty(self, name: str, attributes: Attributes) -> None:
        """An element with nothing in it."""
        with self._file.element(self._tag(name), attributes):
            pass

    def words(self, name: str, text: str, *, always: bool = False) -> None:
        """An element with a text; none for no text, unless always."""
        if text or always:
            with self._file.element(self._tag(name)):
                self._file.write(text)

    @contextmanager
    def container(self, name: str, members: Iterable[object]) -> Iterator[None]:
        """An element around members, and none where there are none: the schema knows no empty containers."""
        if members:
            with self._file.element(self._tag(name)):
                yield
        else:
            yield

    def _tag(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"
