"""A template of a report as a YAML file: read with a line for every fault, and a name for every unknown field."""

from pathlib import Path
from typing import TYPE_CHECKING

from codebench.domain.errors import InputError, NotFoundError
from codebench.domain.text import shown_line
from codebench.domain.yaml_fields import YamlFields, line_of
from codebench.i18n import _
from codebench.report.template import Exhibit, ExhibitRequest, Template
from codebench.shipped import shipped

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

MAX_BYTES = 200_000
_LEVELS = ("person", "organisation", "group")
_BASES = ("reviewed", "substantive", "answered", "asked", "all")
_YES, _NO = ("yes", "true", "ja"), ("no", "false", "nee")
_KEYS = (
    "title",
    "subtitle",
    "authors",
    "documents",
    "questions",
    "sections",
    "where",
    "level",
    "of",
    "coder",
    "by",
    "traits",
    "themes",
    "quotes",
    "alpha",
    "least-v",
    "min-cell",
    "given",
    "words",
    "tables",
)
_EXHIBIT_KEYS = (*map(str, Exhibit), "by", "chapter", "stacked")
# These tables can't hide what stands for few.
_SHOW_ALL = (Exhibit.NEW_CODES,)
_WITHOUT_NAMES = (Exhibit.SECTIONS, Exhibit.NEW_CODES, Exhibit.COOCCURRENCE)


def shipped_templates() -> dict[str, Path]:
    """The templates that come with codebench, by name: one for each kind of study."""
    return {path.stem: path for path in sorted(shipped("templates").glob("*.yaml"))}


def find_template(named: str) -> Path:
    """The file of a template that is named by its path, or by the name of one that comes with codebench.

    Raises:
        NotFoundError: there is none.
    """
    path = Path(named).expanduser()
    if path.is_file():
        return path
    ours = shipped_templates()
    if named not in ours:
        message = _("There is no template '{name}': name a YAML file, or one that comes with codebench: {names}.")
        raise NotFoundError(message.format(name=shown_line(named), names=", ".join(ours)))
    return ours[named]


def read_template(path: Path) -> Template:
    """The template in a YAML file.

    Raises:
        InputError: it is no template; the sentence names the file, the line and what to do.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise InputError(_("{name} is too large for a template.").format(name=shown_line(path.name)))
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("{name} is not UTF-8 text; save the template again as UTF-8.")
        raise InputError(message.format(name=shown_line(path.name))) from error
    except OSError as error:
        message = _("{name} can't be read ({error}).")
        raise InputError(message.format(name=shown_line(path.name), error=error.strerror)) from error
    return parse_template(text, path.name)


def parse_template(text: str, name: str) -> Template:
    """The template in a text of YAML; `name` is what its file is called.

    Raises:
        InputError: it is no template; the sentence names the line and what to do.
    """
    return _Reader(name).template(text)


class _Reader(YamlFields):
    """Makes a template of YAML nodes."""

    def template(self, text: str) -> Template:
        """The template; InputError where there is none."""
        root = self.root(text)
        entries = self.mapping(root, _KEYS)
        if "title" not in entries:
            self.fail(line_of(root), _("a template needs a `title:`."))
        names = {
            key: tuple(self.names(entries[key])) if key in entries else ()
            for key in ("authors", "documents", "questions", "sections", "by", "traits", "themes")
        }
        least = int(self._number(entries["min-cell"], 1000)) if "min-cell" in entries else 0
        exhibits = tuple(map(self._exhibit, self.items(entries["tables"]))) if "tables" in entries else ()
        is_worded = "words" in entries and self._is_yes(entries["words"])
        if least and any(asked.kind in _SHOW_ALL for asked in exhibits):
            message = _("small cells can't be hidden in a table of {kinds}.")
            self.fail(line_of(entries["min-cell"]), message.format(kinds=", ".join(_SHOW_ALL)))
        return Template(
            name=self.name,
            title=self.text(entries["title"]),
            subtitle=self.text(entries["subtitle"]) if "subtitle" in entries else "",
            authors=names["authors"],
            documents=names["documents"],
            questions=names["questions"],
            sections=names["sections"],
            by=names["by"],
            traits=names["traits"],
            themes=names["themes"],
            where=tuple(self.pairs(entries["where"])) if "where" in entries else (),
            level=self._one_of(entries["level"], _LEVELS) if "level" in entries else None,
            of=self._one_of(entries["of"], _BASES) if "of" in entries else "reviewed",
            coder=self.text(entries["coder"]) or None if "coder" in entries else None,
            quotes=int(self._number(entries["quotes"], 100)) if "quotes" in entries else 6,
            alpha=self._number(entries["alpha"], 1) if "alpha" in entries else 0.05,
            least_v=self._number(entries["least-v"], 1) if "least-v" in entries else 0.1,
            min_cell=least,
            is_given="given" in entries and self._is_yes(entries["given"]),
            in_words=is_worded,
            exhibits=exhibits,
        )

    def names(self, node: "Node") -> list[str]:
        """One name, or a list of them."""
        from ruamel.yaml.nodes import ScalarNode

        found = [self.text(node)] if isinstance(node, ScalarNode) else [self.text(item) for item in self.items(node)]
        return [name for name in found if name]

    def _exhibit(self, node: "Node") -> ExhibitRequest:
        entries = self.mapping(node, _EXHIBIT_KEYS)
        kinds = [key for key in entries if key in set(Exhibit)]
        if len(kinds) != 1:
            message = _("a table is of one kind; name exactly one of: {kinds}.")
            self.fail(line_of(node), message.format(kinds=", ".join(Exhibit)))
        kind = Exhibit(kinds[0])
        of: tuple[str, ...] = ()
        if kind not in _WITHOUT_NAMES:
            of = tuple(self.names(entries[kind]))
        elif not self._is_yes(entries[kind]):
            self.fail(line_of(entries[kind]), _("write `{kind}: yes`, or take it out.").format(kind=kind))
        if kind is Exhibit.FAMILIES and len(of) != 2:
            self.fail(line_of(entries[kind]), _("families are two codes, as [succesfactoren, drempels]."))
        if kind in (Exhibit.ANSWERS, Exhibit.FOLDED) and len(of) != 1:
            self.fail(line_of(entries[kind]), _("name one closed question."))
        by = self.text(entries["by"]) or None if "by" in entries else None
        if kind is Exhibit.ANSWERS and by is None:
            self.fail(line_of(node), _("answers are compared `by` a variable."))
        chapter = self.text(entries["chapter"]) if "chapter" in entries else ""
        is_stacked = "stacked" in entries and self._is_yes(entries["stacked"])
        if is_stacked and kind is not Exhibit.ANSWERS:
            self.fail(line_of(entries["stacked"]), _("`stacked:` goes with `answers:`."))
        return ExhibitRequest(kind, of, by, chapter, line_of(node), is_stacked)

    def _one_of(self, node: "Node", known: tuple[str, ...]) -> str:
        found = self.text(node)
        if found not in known:
            message = _("'{text}' is not known here; choose one of: {known}.")
            self.fail(line_of(node), message.format(text=shown_line(found[:60]), known=", ".join(known)))
        return found

    def _is_yes(self, node: "Node") -> bool:
        found = self.text(node).casefold()
        if found not in (*_YES, *_NO):
            self.fail(line_of(node), _("here should be yes or no."))
        return found in _YES

    def _number(self, node: "Node", most: float) -> float:
        message = _("here should be a number from 0 to {most:g}.").format(most=most)
        try:
            found = float(self.text(node).replace(",", "."))
        except ValueError:
            self.fail(line_of(node), message)
        if not 0 <= found <= most:
            self.fail(line_of(node), message)
        return found
