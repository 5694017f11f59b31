"""What the researcher said of the columns, by roles on the command line or by a recipe, matched to the headings."""

from collections.abc import Mapping, Sequence

from codebench.domain.errors import InputError
from codebench.i18n import _
from codebench.ingest.guess import ColumnRole
from codebench.ingest.headers import Heading
from codebench.ingest.recipe import ColumnRecipe, Recipe
from codebench.ingest.wording import listed, quoted, tidy


def told_roles(
    headings: Sequence[Heading], roles: Mapping[str, str], recipe: Recipe | None, source: str
) -> dict[int, ColumnRecipe]:
    """What was said of columns, by index of the column; a role goes before the recipe.

    With a recipe, columns that it doesn't know are left out.

    Raises:
        InputError: a column or a role that doesn't exist, or two columns that should identify respondents.
    """
    exact = {heading.name: index for index, heading in enumerate(headings)}
    small = {name.casefold(): index for name, index in exact.items()}

    def place(column: str) -> int | None:
        return exact.get(tidy(column), small.get(tidy(column).casefold()))

    told: dict[int, ColumnRecipe] = {}
    if recipe is not None:
        told = {index: ColumnRecipe(name, ColumnRole.SKIP) for name, index in exact.items()}
        for one in recipe.columns:
            index = place(one.column)
            if index is None:
                raise InputError(_missing(headings, one.column, source, recipe.source, one.line))
            told[index] = one
    for heading, role in roles.items():
        index = place(heading)
        if index is None:
            raise InputError(_missing(headings, heading, source, "", 0))
        if role not in tuple(ColumnRole):
            message = _("'{role}' is no role of the column '{column}'. Choose one of: {roles}.")
            raise InputError(message.format(role=quoted(role), column=quoted(heading), roles=", ".join(ColumnRole)))
        told[index] = ColumnRecipe(headings[index].name, ColumnRole(role))
    if [one.role for one in told.values()].count(ColumnRole.ID) > 1:
        raise InputError(_("Two columns were given the role 'id'. Only one can identify each respondent."))
    return told


def unknown_columns(headings: Sequence[Heading], recipe: Recipe) -> list[str]:
    """The headings of the file that a recipe says nothing of."""
    known = {tidy(one.column).casefold() for one in recipe.columns}
    return [heading.name for heading in headings if heading.name.casefold() not in known]


def _missing(headings: Sequence[Heading], column: str, source: str, recipe: str, line: int) -> str:
    message = _("'{name}' has no column '{column}'. Its columns are: {columns}.")
    columns = listed([quoted(heading.name) for heading in headings])
    sentence = message.format(name=quoted(source), column=quoted(column), columns=columns)
    if not recipe:
        return sentence
    return _("{recipe}, line {line}: {sentence}").format(recipe=quoted(recipe), line=line, sentence=sentence)
