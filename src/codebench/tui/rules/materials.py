"""Where a rule can be tried: everything, all texts, each text, each open question."""

from codebench.i18n import _
from codebench.project.project import Project
from codebench.project.rule_models import Material


def materials(project: Project) -> list[tuple[str, Material]]:
    """What there is to choose from, by name."""
    documents, questions = project.documents.all(), project.documents.questions()
    found = [(_("all material"), Material())]
    if documents:
        found.append((_("all texts"), Material(tuple(info.id for info in documents))))
    found += [(info.name, Material((info.id,))) for info in documents]
    return found + [(info.name, Material((), (info.id,))) for info in questions]
