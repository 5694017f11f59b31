"""A recipe as a YAML file: written so that people can edit it, read with a line for every fault."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from codebench.domain.errors import InputError
from codebench.domain.text import shown_line
from codebench.domain.variables import Absence, AbsenceWords
from codebench.domain.yaml_fields import YamlFields, line_of
from codebench.i18n import _
from codebench.ingest.guess import ColumnRole
from codebench.ingest.recipe import ColumnRecipe, Recipe
from codebench.ingest.source import check_place, unreadable
from codebench.ingest.wording import quoted

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

MAX_BYTES = 2_000_000

_KEYS = ("recipe", "absence", "columns")
_COLUMN_KEYS = ("column", "role", "name", "of", "option", "options", "separator", "absence")
_KINDS = (Absence.BLANK, Absence.NOT_APPLICABLE, Absence.DONT_KNOW)
_PLAIN = re.compile(r"[^\W\d_](?:[\w ]*\w)?")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def dump_recipe(recipe: Recipe) -> str:
    """A recipe as the text of its YAML file; `parse_recipe` gives it back."""
    lines = ["recipe: survey", "absence:"]
    lines += [f"  {kind}: {_list(words)}" for kind, words in recipe.absence.by_kind().items()]
    lines.append("columns:" if recipe.columns else "columns: []")
    for one in recipe.columns:
        lines.append(f"  - column: {_text(one.column)}")
        lines.append(f"    role: {one.role}")
        for key in ("name", "of", "option"):
            if value := getattr(one, key):
                lines.append(f"    {key}: {_text(value)}")
        if one.options:
            lines.append(f"    options: {_list(one.options)}")
        if one.separator:
            lines.append(f"    separator: {_text(one.separator)}")
        if one.absence is not None:
            words = [f"{kind}: {_list(words)}" for kind, words in one.absence.by_kind().items() if words]
            lines.append(f"    absence: {{{', '.join(words)}}}")
    return "\n".join(lines) + "\n"


def read_recipe(path: Path) -> Recipe:
    """The recipe in a YAML file.

    Raises:
        InputError: it is no recipe; the sentence names the file, the line and what to do.
    """
    check_place(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise InputError(_("'{name}' is too large for a recipe.").format(name=quoted(path.name)))
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise unreadable(path.name, error) from error
    return parse_recipe(text, shown_line(path.name))


def parse_recipe(text: str, name: str) -> Recipe:
    """The recipe in a text of YAML; `name` is what it is called.

    Raises:
        InputError: it is no recipe; the sentence names the line and what to do.
    """
    return _Reader(name).recipe(text)


class _Reader(YamlFields):
    """Makes a recipe of YAML nodes."""

    def recipe(self, text: str) -> Recipe:
        """The recipe; InputError where there is none."""
        root = self.root(text)
        entries = self.mapping(root, _KEYS)
        if "recipe" not in entries or "columns" not in entries:
            self.fail(1, _("this is no recipe without `recipe: survey` and `columns:`."))
        absence = self._absence(entries["absence"]) if "absence" in entries else AbsenceWords()
        columns: list[ColumnRecipe] = []
        seen: dict[str, int] = {}
        for node in self.items(entries["columns"]):
            one = self._column(node)
            before = seen.setdefault(one.column.casefold(), one.line)
            if before != one.line:
                message = _("column '{column}' stands on line {before} already; keep one of the two.")
                self.fail(one.line, message.format(column=quoted(one.column), before=before))
            columns.append(one)
        return Recipe(tuple(columns), absence, self.name)

    def _column(self, node: "Node") -> ColumnRecipe:
        entries = self.mapping(node, _COLUMN_KEYS)
        line = line_of(node)
        if "column" not in entries or "role" not in entries:
            self.fail(line, _("a column needs `column:` (its heading) and `role:`."))
        role = self.text(entries["role"])
        if role not in tuple(ColumnRole):
            message = _("'{role}' is no role of a column; choose one of: {roles}.")
            self.fail(line_of(entries["role"]), message.format(role=quoted(role), roles=", ".join(ColumnRole)))
        of = self.text(entries["of"]) if "of" in entries else ""
        if role == ColumnRole.OPTION and not of:
            self.fail(line, _("an option needs `of:`, the name of the variable that it is an answer of."))
        if of and role not in (ColumnRole.OPTION, ColumnRole.OPEN):
            self.fail(line_of(entries["of"]), _("only an option or an open question can be an answer `of` a variable."))
        return ColumnRecipe(
            self.text(entries["column"]),
            ColumnRole(role),
            name=self.text(entries["name"]) if "name" in entries else "",
            of=of,
            option=self.text(entries["option"]) if "option" in entries else "",
            options=tuple(self.text(item) for item in self.items(entries["options"])) if "options" in entries else (),
            separator=self.text(entries["separator"], strip=False) if "separator" in entries else "",
            absence=self._absence(entries["absence"], ()) if "absence" in entries else None,
            line=line,
        )

    def _absence(self, node: "Node", rest: tuple[str, ...] | None = None) -> AbsenceWords:
        """The words by kind; of a kind that is not named, the usual ones (or `rest`)."""
        entries = self.mapping(node, tuple(map(str, _KINDS)))
        usual = AbsenceWords().by_kind()
        words = {
            kind: tuple(self.text(item) for item in self.items(entries[kind]))
            if kind in entries
            else (usual[kind] if rest is None else rest)
            for kind in _KINDS
        }
        return AbsenceWords.of_kinds(words)


def _list(words: "tuple[str, ...] | list[str]") -> str:
    return f"[{', '.join(map(_text, words))}]"


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"
