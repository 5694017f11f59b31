"""What a key does on tables of figures."""

from collections.abc import Iterable

from codebench.i18n import _
from codebench.tui.actions.action import AZERTY_DIGITS, Action


def _take() -> Iterable[Action]:
    for n in range(1, 10):
        letters = ("abcdefghi"[n - 1],) if n <= 2 else ()
        keys = (*letters, str(n), AZERTY_DIGITS[n - 1])
        label = _("take A") if n == 1 else _("take B") if n == 2 else ""
        yield Action("settling", f"take({n - 1})", keys, _("Take the work of coder {n}").format(n=n), label)


FIGURES: tuple[Action, ...] = (
    Action("frequencies", "behind", ("enter",), _("The passages behind this row"), _("passages")),
    Action("frequencies", "base", ("b",), _("By cases, codings, documents or words"), _("base")),
    Action("frequencies", "by", ("v",), _("Split by a variable"), _("by variable")),
    Action("frequencies", "code_set", ("d",), _("Only the codes of a set, or all"), _("set")),
    Action("frequencies", "cases", ("a",), _("Which cases: their level, of whom shares are, only some"), _("cases")),
    Action(
        "frequencies", "small", ("x",), _("Hide what stands for fewer than five cases, or show it"), _("hide small")
    ),
    Action("frequencies", "layer", ("c",), _("Whose codings count"), _("whose codings")),
    Action("frequencies", "material", ("m",), _("Which material"), _("material")),
    Action("frequencies", "figures", ("t",), _("Comparisons, codes together, scales, new codes"), _("more tables")),
    Action("frequencies", "picture", ("p",), _("The table as a picture"), _("picture")),
    Action("frequencies", "save", ("s",), _("Save as a file"), _("save")),
    Action("figures", "behind", ("enter",), _("The passages behind this row"), _("passages")),
    Action("figures", "kind", ("t",), _("Another table"), _("tables")),
    Action("figures", "by", ("v",), _("By which variable"), _("by variable")),
    Action("figures", "has", ("o",), _("Scales by who has a code and who has not"), _("by code")),
    Action("figures", "code_set", ("d",), _("Only the codes of a set, or all"), _("set")),
    Action("figures", "cases", ("a",), _("Which cases: their level, of whom shares are, only some"), _("cases")),
    Action("figures", "layer", ("c",), _("Whose codings count"), _("whose codings")),
    Action("figures", "material", ("m",), _("Which material"), _("material")),
    Action("figures", "rank", ("r",), _("The most frequent first, or in the order of the codebook"), _("rank")),
    Action("figures", "small", ("x",), _("Hide what stands for fewer than five cases, or show it"), _("hide small")),
    Action("figures", "picture", ("p",), _("The table as a picture"), _("picture")),
    Action("figures", "save", ("s",), _("Save as a file"), _("save")),
    Action("folding", "pair", ("p",), _("Let a code stand for an option"), _("fold")),
    Action("folding", "question", ("m",), _("Another closed question"), _("question")),
    Action("folding", "by", ("v",), _("Split by a variable"), _("by variable")),
    Action("folding", "small", ("x",), _("Hide what stands for fewer than five cases, or show it"), _("hide small")),
    Action("folding", "layer", ("c",), _("Whose codings count"), _("whose codings")),
    Action("folding", "unfold", ("delete",), _("Take the fold away; the codes stay")),
    Action("folding", "save", ("s",), _("Save as a file"), _("save")),
    Action("agreement", "disputes", ("enter",), _("To the text: what is disputed about this code"), _("disputes")),
    Action("agreement", "tables", ("v",), _("Another table"), _("tables")),
    Action("agreement", "round", ("r",), _("Which round"), _("round")),
    Action("agreement", "unit", ("e",), _("What is one decision: turn, answer, sentence, character"), _("unit")),
    Action("agreement", "coders", ("c",), _("Who is compared"), _("coders")),
    Action("agreement", "top_codes", ("t",), _("Each code by itself, or sub-codes as their top codes")),
    Action("agreement", "material", ("m",), _("Which material"), _("material")),
    Action("agreement", "copy", ("y",), _("Copy the sentence, to paste into an article"), _("copy sentence")),
    Action("agreement", "picture", ("p",), _("The table as a picture"), _("picture")),
    Action("agreement", "save", ("s",), _("Save as a file"), _("save")),
    *_take(),
    Action("settling", "all", ("t",), _("Take both (or all) together"), _("both")),
    Action("settling", "neither", ("n",), _("Take neither: the code is not there"), _("neither")),
    Action("settling", "adjust", ("e",), _("Adjust: say anew on which words it lies"), _("adjust")),
    Action("settling", "note", ("m",), _("Write a note to the decision"), _("note")),
    Action("settling", "rule", ("r",), _("The code needs a rule: put it on the codebook's list"), _("needs a rule")),
    Action("settling", "next", ("space", "d"), _("The next that is not settled"), _("next")),
    Action("settling", "kind(1)", ("right",), _("The next kind of difference")),
    Action("settling", "kind(-1)", ("left",), _("The kind before")),
    Action("settling", "code", ("c",), _("The next code with something to settle"), _("next code")),
    Action("settling", "open", ("o", "enter"), _("Open the text at this place"), _("open")),
    Action("settling", "save", ("s",), _("Save as a file, for a meeting on paper")),
)
