"""Writing the report from the screen: by which template, to which file, and whose codings where that is open."""

from dataclasses import replace
from pathlib import Path

from textual.content import Content

from codebench.domain.errors import CodebenchError, ConflictError, InputError
from codebench.domain.text import shown_line
from codebench.i18n import _
from codebench.report.report_files import SUFFIXES, check_report_place
from codebench.report.template import Template
from codebench.report.template_yaml import read_template, shipped_templates
from codebench.tui.modals.choice import Choice, Item
from codebench.tui.modals.confirm import Confirm
from codebench.tui.modals.path import PathPrompt
from codebench.tui.modals.preview import Preview
from codebench.tui.screens.base import ProjectScreen
from codebench.tui.table.layer import ask_layer, layer


async def write_report(screen: ProjectScreen) -> None:
    """Ask for a template and a file, write the report, and say what to look at before it goes out."""
    try:
        template = await _ask_template(screen)
        path = None if template is None else await _ask_path(screen)
        if template is None or path is None:
            return
        remarks = await _write(screen, template, path)
    except CodebenchError as error:
        screen.bench.complain(str(error))
        return
    written = _("Written to {path}.").format(path=shown_line(str(path)))
    if remarks:
        text = Content("\n".join(shown_line(remark) for remark in remarks))
        await screen.app.push_screen_wait(Preview(written, text, _("Enter, Esc: go on   ↑ ↓: scroll")))
    else:
        screen.say(written)
    screen.warn_of_names(path)


async def _ask_template(screen: ProjectScreen) -> Template | None:
    items = [Item(path, name, _("comes with codebench")) for name, path in shipped_templates().items()]
    path = await screen.app.push_screen_wait(Choice(_("By which template?"), [*items, Item("", _("another file…"))]))
    if path == "":
        path = await screen.app.push_screen_wait(PathPrompt(_("Which file?"), suffixes=(".yaml", ".yml")))
    return None if path is None else read_template(Path(path).expanduser())


async def _ask_path(screen: ProjectScreen) -> Path | None:
    """Where to; over what was edited only after a yes."""
    first = str(screen.project.path.parent / f"{screen.project.path.stem}.docx")
    line = await screen.app.push_screen_wait(
        PathPrompt(_("Write the report to which file? (.docx, .html or .md)"), first, suffixes=SUFFIXES)
    )
    if line is None:
        return None
    path = Path(line).expanduser()
    try:
        check_report_place(path, force=False)
    except ConflictError as error:
        if not await screen.app.push_screen_wait(Confirm(_("Write over it?"), str(error))):
            return None
    return path


async def _write(screen: ProjectScreen, template: Template, path: Path) -> tuple[str, ...]:
    """Write it; where several coders coded the same units, over the work that counts on the screens, else asked."""
    what = _("Writing {name}…").format(name=shown_line(path.name))
    reports = screen.project.reports
    try:
        return await screen.bench.work_on(what, lambda: reports.write(template, path, force=True))
    except InputError as error:
        said = None if template.coder is not None else layer(screen)
        if said is None and not await ask_layer(screen, template.coder, error):
            raise
        chosen = replace(template, coder=layer(screen))
        remarks = await screen.bench.work_on(what, lambda: reports.write(chosen, path, force=True))
        return (*remarks, _("Codings of: {who}.").format(who=chosen.coder))
