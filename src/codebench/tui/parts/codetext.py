"""How a code looks in lists, the picker and the panel: its colour, its path, its definition."""

from collections.abc import Iterable

from textual.content import Content

from codebench.domain.codetree import CodeTree
from codebench.domain.text import shown, shown_line
from codebench.i18n import _
from codebench.project.models import CodeInfo


def dot(colour: str) -> Content:
    """A patch of the code's colour."""
    return Content.styled("▌", colour)


def path_content(path: str) -> Content:
    """A path with what is above the code itself in a dimmer tone."""
    above, arrow, name = shown_line(path).rpartition(" > ")
    return Content.assemble((above + (" > " if arrow else ""), "dim"), name)


def told_apart(code: CodeInfo, among: Iterable[CodeInfo], room: int = 40) -> str:
    """The code's name; where another one of these has the same, with what is above it: "ouders (samenwerking)".

    Where that takes more cells than there is room for, what is above it comes first, cut: "same>ouders".
    """
    name, above = shown_line(code.name), shown_line(code.path).split(" > ")[:-1]
    if not above or all(one.id == code.id or one.name != code.name for one in among):
        return name
    full = f"{name} ({above[-1]})"
    left = max(2, room - Content(name).cell_length - 1)
    return full if Content(full).cell_length <= room else f"{above[-1][:left]}>{name}"


def likeness(tree: CodeTree, codes: Iterable[CodeInfo], path: str, besides: int | None = None) -> Content | None:
    """The codes that are much like one of this path, or called so too: to warn of; None where there are none."""
    aliases = {code.id: code.fields.aliases for code in codes}
    alike = [node for node in tree.similar(path.split(">")[-1].strip(), aliases) if node.id != besides][:5]
    if not alike:
        return None
    lines = [Content.styled(_("Much like:"), "bold $text-warning")]
    for node in alike:
        told = path_content(tree.path(node.id))
        lines.append(told + Content.styled("  " + _("(archived)"), "dim") if tree.is_archived(node.id) else told)
    return Content("\n").join(lines)


def definition(code: CodeInfo) -> Content:
    """What the codebook says about a code, as far as it says something."""
    fields = code.fields
    lines = [path_content(code.path).stylize("bold")]
    if fields.definition:
        lines.append(Content(shown(fields.definition)))
    for title, text in (
        (_("Use when"), fields.include_when),
        (_("Not when"), fields.exclude_when),
        (_("Example"), fields.example),
        (_("Counter-example"), fields.counter_example),
        (_("Keywords"), ", ".join(fields.keywords)),
        (_("Rules"), "; ".join(fields.rules)),
        (_("Also called"), ", ".join(fields.aliases)),
    ):
        if text:
            lines.append(Content.assemble((f"{title}: ", "bold"), shown(text)))
    if len(lines) == 1:
        lines.append(Content.styled(_("no definition yet"), "dim"))
    return Content("\n").join(lines)
