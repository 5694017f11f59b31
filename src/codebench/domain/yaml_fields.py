"""The fields of a YAML file that people write: every scalar is text, and every refusal names the line."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NoReturn

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.i18n import _

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

_LONGEST = 80


class YamlFields:
    """Reads the nodes of one YAML file; `name` is what the file is called where something is refused."""

    def __init__(self, name: str) -> None:
        self.name = name

    def root(self, text: str) -> "Node":
        """The one value that a text of YAML holds.

        Raises:
            InputError: it is no YAML, or nothing.
        """
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            root = YAML(typ="safe", pure=True).compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = _("this is not YAML ({problem}); check the indentation, and quote text that holds `: ` or ` #`.")
            self.fail(mark.line + 1 if mark else 1, problem.format(problem=shown_line(error.problem or "")))
        except (YAMLError, ValueError, RecursionError) as error:
            self.fail(1, _("this is not YAML ({problem}).").format(problem=shown_line(str(error)[:_LONGEST])))
        if root is None:
            self.fail(1, _("the file holds nothing; is it the right file?"))
        found: Node = root
        return found

    def mapping(self, node: "Node", known: tuple[str, ...]) -> Mapping[str, "Node"]:
        """The fields of a node by name, each once; InputError where one is not known."""
        from ruamel.yaml.nodes import MappingNode

        if not isinstance(node, MappingNode):
            self.fail(line_of(node), _("here should be fields, one on a line: {known}.").format(known=", ".join(known)))
        entries: dict[str, Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name not in known:
                message = _("'{key}' is not known here; take it out or use one of: {known}.")
                self.fail(line_of(key), message.format(key=_short(name), known=", ".join(known)))
            if name in entries:
                self.fail(line_of(key), _("'{key}' stands twice in the same place; keep one.").format(key=_short(name)))
            entries[name] = value
        return entries

    def pairs(self, node: "Node") -> Iterator[tuple[str, str]]:
        """The fields of a node whose names are free, as texts."""
        from ruamel.yaml.nodes import MappingNode

        if not isinstance(node, MappingNode):
            self.fail(line_of(node), _("here should be fields, each as `name: value`."))
        for key, value in node.value:
            yield self.text(key), self.text(value)

    def items(self, node: "Node") -> Iterator["Node"]:
        """The items of a list."""
        from ruamel.yaml.nodes import SequenceNode

        if not isinstance(node, SequenceNode):
            self.fail(line_of(node), _("here should be a list, as [one, two] or with `- ` before each."))
        yield from node.value

    def text(self, node: "Node", *, strip: bool = True) -> str:
        """A scalar as it stands there."""
        from ruamel.yaml.nodes import ScalarNode

        if not isinstance(node, ScalarNode):
            self.fail(line_of(node), _("here should be a text; put it between quotes if it begins with [ or {."))
        value = str(node.value)
        return value.strip() if strip else value

    def fail(self, line: int, problem: str) -> NoReturn:
        """Refuse, naming the line (from 1).

        Raises:
            InputError: always.
        """
        message = _("{name}, line {line}: {problem}")
        raise InputError(message.format(name=_short(self.name), line=line, problem=problem))


def line_of(node: "Node") -> int:
    """The line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def _short(text: str) -> str:
    one = shown_line(text)
    return one if len(one) <= _LONGEST else one[: _LONGEST - 1] + "…"
