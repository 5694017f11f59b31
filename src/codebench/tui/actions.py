"""The one registry of what a key does: bindings, footer, help and palette all come from here."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

from codebench.i18n import _

# The unshifted digit row of a Belgian AZERTY keyboard, as Textual names its keys, in the order 1-9, 0.
AZERTY_DIGITS = (
    "ampersand",
    "é",
    "quotation_mark",
    "apostrophe",
    "left_parenthesis",
    "section_sign",
    "è",
    "exclamation_mark",
    "ç",
    "à",
)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does: `id` is the action's name on its screen, `keys` Textual's names of keys.

    `label` is the one word that the footer shows, empty where the footer leaves it out; help and palette
    show every action.
    """

    scope: str
    id: str
    keys: tuple[str, ...]
    help: str
    label: str = ""


def _recent() -> Iterable[Action]:
    for n in range(1, 10):
        keys = (str(n), AZERTY_DIGITS[n - 1])
        yield Action("coding", f"recent({n})", keys, _("Code with recent code {n}").format(n=n))
        yield Action("answers", f"recent({n})", keys, _("Code with recent code {n}").format(n=n))


def _take() -> Iterable[Action]:
    for n in range(1, 10):
        letters = ("abcdefghi"[n - 1],) if n <= 2 else ()
        keys = (*letters, str(n), AZERTY_DIGITS[n - 1])
        label = _("take A") if n == 1 else _("take B") if n == 2 else ""
        yield Action("settling", f"take({n - 1})", keys, _("Take the work of coder {n}").format(n=n), label)


_BOTH = (
    ("pick", ("c",), _("Code: pick or make a code"), _("code")),
    ("done", ("space",), _("Reviewed: mark and go to the next unreviewed"), _("done, next")),
    ("repeat", ("r", "full_stop"), _("Code with the last code again"), _("repeat")),
    ("uncode", ("x",), _("Remove a code"), _("remove")),
    ("memo", ("m",), _("Write a memo"), _("memo")),
    ("unmark", ("backspace",), _("Clear the review mark"), ""),
    ("next_unreviewed", ("d",), _("Next unreviewed, without marking"), ""),
    ("next_uncoded", ("f",), _("Next uncoded"), _("next uncoded")),
    ("others", ("ctrl+t",), _("Show or hide the other coders' codings"), ""),
    ("accept", ("a",), _("Take the suggestion"), _("take")),
    ("accept_next", ("A",), _("Take the suggestion, mark as reviewed and go to the next"), ""),
    ("reject", ("z",), _("Reject the suggestion here"), _("reject")),
    ("turn_suggestions", ("y",), _("The next suggestion"), ""),
    ("rule_of_reason", ("R",), _("Make a rule of the suggestion's reason"), ""),
    ("never", ("Z",), _("Never suggest this code to me"), ""),
    ("suggestions", ("ctrl+g",), _("Suggestions on or off"), ""),
)

ACTIONS: tuple[Action, ...] = (
    Action("project", "open", ("enter",), _("Open"), _("open")),
    Action("project", "import", ("i",), _("Import material"), _("import")),
    Action("project", "take_codebook", ("b",), _("Import a codebook"), _("codebook")),
    Action("project", "rounds", ("r",), _("Rounds: code the same units as others do"), _("rounds")),
    Action("project", "merge", ("m",), _("Merge a work package or a copy of this project"), _("merge")),
    Action("project", "pseudonyms", ("p",), _("Pseudonyms: replace names in all texts"), _("pseudonyms")),
    Action("project", "cases", ("w",), _("Who speaks: cases, and withdrawing one"), _("who")),
    Action("project", "report", ("o",), _("Write the report, by a template"), _("report")),
    Action("project", "retire", ("delete",), _("Retire a document")),
    Action("project", "snapshot", ("s",), _("Make a snapshot")),
    Action("book", "edit", ("e",), _("Edit the definition, or the field under the cursor (also Enter)"), _("edit")),
    Action("book", "add", ("n",), _("A new code beside this one"), _("new")),
    Action("book", "add_below", ("N",), _("A new code under this one"), _("new below")),
    Action("book", "compare", ("p",), _("Its passages side by side: compare, split, take examples"), _("passages")),
    Action("book", "rename", ("r",), _("Another name"), _("rename")),
    Action("book", "move", ("m",), _("Hang it under another code, or at the top"), _("move")),
    Action("book", "merge", ("g",), _("Merge it into another code"), _("merge")),
    Action("book", "order(-1)", ("less_than_sign",), _("One place up among its siblings")),
    Action("book", "order(1)", ("greater_than_sign",), _("One place down among its siblings")),
    Action("book", "colour", ("c",), _("Its colour"), _("colour")),
    Action("book", "remove", ("delete",), _("Remove it with all below it")),
    Action("book", "revisions", ("d",), _("What it has been: which fields changed when, by whom, why"), _("revisions")),
    Action("book", "stale", ("o",), _("Codings older than the definition of their code"), _("out of date")),
    Action("book", "needs_rule", ("y",), _("The codes that need a rule")),
    Action("book", "take_in", ("i",), _("Take a codebook in from a file"), _("import")),
    Action("book", "save", ("s",), _("Save the codebook as a file, to take in elsewhere or to print"), _("save")),
    Action("book", "freeze", ("f",), _("Freeze the codebook, or open it again"), _("freeze")),
    Action("comparing", "stay", ("a",), _("It stays with its code, and is up to date; the next"), _("stays")),
    Action("comparing", "give", ("b",), _("Give it the other code: splitting a code"), _("other code")),
    Action("comparing", "choose", ("B",), _("Choose that other code anew")),
    Action("comparing", "example", ("e",), _("Put its words in the codebook as an example"), _("example")),
    Action("comparing", "counter_example", ("E",), _("Put its words in the codebook as a counter-example")),
    Action("comparing", "stale", ("o",), _("Only what is out of date, or all"), _("out of date")),
    Action("comparing", "memo", ("m",), _("Write a memo"), _("memo")),
    Action("comparing", "uncode", ("x",), _("Take the coding off")),
    Action("comparing", "open", ("enter",), _("Open the text at this place"), _("open")),
    Action("project", "orphans", ("x",), _("Codings whose text an edit took away")),
    Action("project", "settings", ("t",), _("Settings: mode, frozen codebook, lists"), _("settings")),
    Action("project", "variables", ("v",), _("Variables and their values"), _("variables")),
    Action("orphans", "place", ("enter",), _("Ask where it belongs now, and put it there"), _("place again")),
    Action("orphans", "drop", ("delete", "x"), _("Take it away"), _("drop")),
    Action("orphans", "open", ("o",), _("Open the text"), _("open")),
    Action("settings", "change", ("enter",), _("Change this setting"), _("change")),
    Action("variables", "change", ("enter",), _("To its values; there: set the value of this case"), _("values")),
    Action("variables", "add", ("n",), _("A new variable"), _("new")),
    Action("variables", "rename", ("r",), _("Another name"), _("rename")),
    Action("variables", "remove", ("delete",), _("Remove it with its values")),
    Action("memos", "open", ("enter",), _("Go to what the memo is about"), _("open")),
    Action("memos", "new", ("n",), _("A new entry of the research journal: a memo on the project"), _("new entry")),
    Action("memos", "edit", ("e",), _("Change the text"), _("edit")),
    Action("memos", "filter", ("f",), _("Only those of a kind, about a kind of thing, mine, private"), _("filter")),
    Action("memos", "journal", ("j",), _("Only the research journal, by the day; or all memos"), _("journal")),
    Action("memos", "kind", ("t",), _("Say of which kind it is"), _("kind")),
    Action("memos", "private", ("p",), _("Only for me, or for all"), _("private")),
    Action("memos", "remove", ("delete",), _("Remove the memo")),
    Action("rounds", "memo", ("m",), _("Write a memo on the round"), _("memo")),
    Action("cases", "memo", ("m",), _("Write a memo on the case"), _("memo")),
    Action("project", "note", ("n",), _("Write a memo on the text or question"), _("memo")),
    Action("rounds", "enter_round", ("enter",), _("Go into the round, where you left it"), _("go in")),
    Action("rounds", "make", ("n",), _("Make a round"), _("new")),
    Action("rounds", "pack", ("p",), _("Pack a file for one coder, to code in elsewhere"), _("pack")),
    Action("rounds", "done", ("d",), _("Say that you are done with it"), _("done")),
    Action("rounds", "close", ("c",), _("Close it: from now on everybody sees everything"), _("close")),
    Action("folding", "pair", ("p",), _("Let a code stand for an option"), _("fold")),
    Action("folding", "question", ("m",), _("Another closed question"), _("question")),
    Action("folding", "by", ("v",), _("Split by a variable"), _("by variable")),
    Action("folding", "layer", ("c",), _("Whose codings count"), _("whose codings")),
    Action("folding", "unfold", ("delete",), _("Take the fold away; the codes stay")),
    Action("folding", "save", ("s",), _("Save as a file"), _("save")),
    Action("survey", "take", ("y", "enter"), _("Take it in"), _("take in")),
    Action("survey", "become('open')", ("o",), _("An open question: its answers are coded"), _("open")),
    Action("survey", "become('category')", ("c",), _("A closed question with one answer"), _("one answer")),
    Action("survey", "become('multiple')", ("m",), _("A closed question with several answers"), _("several")),
    Action("survey", "become('scale')", ("s",), _("A scale"), _("scale")),
    Action("survey", "become('skip')", ("x",), _("Leave the column out"), _("leave out")),
    Action("survey", "choose_role", ("r",), _("Any role, by its name"), _("role")),
    Action("survey", "become('id')", ("i",), _("What identifies each respondent")),
    Action("survey", "become('number')", ("n",), _("A number")),
    Action("survey", "become('date')", ("d",), _("A date")),
    Action("survey", "become('text')", ("t",), _("A text that is not coded")),
    Action("survey", "become('option')", ("k",), _("One option of a question with several answers")),
    Action("survey", "forget", ("backspace",), _("Forget what was said of this column")),
    Action("survey", "append", ("a",), _("It is the next export of a survey that is here"), _("append")),
    Action("survey", "use_recipe", ("f",), _("Read the columns as a recipe says")),
    Action("survey", "save_recipe", ("w",), _("Save how the columns are read as a recipe"), _("save recipe")),
    Action("importing", "take", ("y", "enter"), _("Take all of it in"), _("take in")),
    Action("importing", "moderator", ("m",), _("Moderator, or participant again"), _("moderator")),
    Action("importing", "rename", ("n",), _("Say who it is: another name"), _("name")),
    Action("importing", "join", ("s",), _("The same speaker as another label"), _("same as")),
    Action("importing", "tie", ("c",), _("A case that this project has already"), _("case")),
    Action("importing", "collective", ("a",), _("Several at once (allen, onbekend), who never count"), _("several")),
    Action("importing", "text", ("x",), _("No speaker: leave it in the text; or take it for one"), _("no speaker")),
    Action("importing", "forget", ("backspace",), _("Forget what was said of this label")),
    Action("importing", "kind", ("t",), _("Read texts as transcripts, as notes, or find out")),
    Action("importing", "owner", ("o",), _("Whose a note is: a person, group or organisation")),
    Action("importing", "heading", ("e",), _("A word with which the headings of sections begin")),
    Action("importing", "pattern", ("p",), _("A pattern of your own for labels")),
    Action("merging", "take", ("y", "enter"), _("Merge it"), _("merge")),
    Action("merging", "theirs", ("t",), _("Of what both sides changed: take theirs, or leave ours"), _("theirs, ours")),
    Action("pseudonyms", "accept", ("a", "space"), _("Take the pseudonym (also Enter)"), _("take")),
    Action("pseudonyms", "refuse", ("x",), _("It names nobody: leave it"), _("leave")),
    Action("pseudonyms", "rename", ("e",), _("Another pseudonym"), _("change")),
    Action("pseudonyms", "add", ("n",), _("Add a name that was not found"), _("add")),
    Action("pseudonyms", "put", ("s",), _("Put what is taken in all texts"), _("put in texts")),
    Action("cases", "withdraw", ("delete", "w"), _("Consent withdrawn: erase this case for good"), _("withdraw")),
    *(Action(scope, *action) for scope in ("coding", "answers") for action in _BOTH),
    Action("coding", "in_vivo", ("i",), _("Code named by the selected words"), _("in vivo")),
    Action("coding", "boundary", ("e",), _("Adjust a boundary: select the coding, move, press again")),
    Action("coding", "recode", ("C",), _("Another code for the coding here; its memo stays")),
    Action("coding", "divide", ("D",), _("Split the coding here at the caret")),
    Action("coding", "unite", ("U",), _("Make one of codings of the same code that overlap or follow each other")),
    Action("coding", "star", ("asterisk", "dollar_sign"), _("Star the coding here: a quote for the report")),
    Action("coding", "reach", ("V",), _("Without a selection: code the turn, or the sentence")),
    Action("coding", "where", ("W",), _("Go to a section, a speaker, a bookmark, a turn")),
    Action("coding", "bookmark", ("B",), _("Bookmark this turn, or take the bookmark away")),
    Action("coding", "cycle", ("o",), _("Choose among the codings under the caret")),
    Action("coding", "previous_coding", ("comma",), _("Previous coding")),
    Action("coding", "next_coding", ("semicolon",), _("Next coding")),
    Action("coding", "next_hit", ("n",), _("Next search hit")),
    Action("coding", "previous_hit", ("N",), _("Previous search hit")),
    Action("coding", "switch", ("tab",), _("Go to the code tree and back")),
    Action("answers", "in_vivo", ("i",), _("Code named by the answer")),
    Action("answers", "alike", ("e",), _("Tick the answers that say the same as this one")),
    Action("answers", "tick", ("t",), _("Tick, or take the tick away: a key then acts on all that are ticked")),
    Action("answers", "tick_all", ("T",), _("Tick all that are shown, or none")),
    Action("answers", "which", ("w",), _("Which answers: without a code, with one code, by variable, by length")),
    Action("answers", "order", ("s",), _("In which order, also those that say the same together")),
    Action("answers", "columns", ("v",), _("Which variables to show beside the answers")),
    Action("frequencies", "behind", ("enter",), _("The passages behind this row"), _("passages")),
    Action("frequencies", "base", ("b",), _("By cases, codings, documents or words"), _("base")),
    Action("frequencies", "by", ("v",), _("Split by a variable"), _("by variable")),
    Action("frequencies", "layer", ("c",), _("Whose codings count"), _("whose codings")),
    Action("frequencies", "material", ("m",), _("Which material"), _("material")),
    Action("frequencies", "figures", ("t",), _("Comparisons, codes together, scales, new codes"), _("more tables")),
    Action("frequencies", "save", ("s",), _("Save as a file"), _("save")),
    Action("figures", "kind", ("t",), _("Another table"), _("tables")),
    Action("figures", "by", ("v",), _("By which variable"), _("by variable")),
    Action("figures", "layer", ("c",), _("Whose codings count"), _("whose codings")),
    Action("figures", "material", ("m",), _("Which material"), _("material")),
    Action("figures", "rank", ("r",), _("The most frequent first, or in the order of the codebook"), _("rank")),
    Action("figures", "small", ("x",), _("Hide what stands for fewer than five cases, or show it"), _("hide small")),
    Action("figures", "save", ("s",), _("Save as a file"), _("save")),
    Action("agreement", "disputes", ("enter",), _("To the text: what is disputed about this code"), _("disputes")),
    Action("agreement", "tables", ("v",), _("Another table"), _("tables")),
    Action("agreement", "round", ("r",), _("Which round"), _("round")),
    Action("agreement", "unit", ("e",), _("What is one decision: turn, answer, sentence, character"), _("unit")),
    Action("agreement", "coders", ("c",), _("Who is compared"), _("coders")),
    Action("agreement", "top_codes", ("t",), _("Each code by itself, or sub-codes as their top codes")),
    Action("agreement", "material", ("m",), _("Which material"), _("material")),
    Action("agreement", "copy", ("y",), _("Copy the sentence, to paste into an article"), _("copy sentence")),
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
    Action("rules", "tick", ("space",), _("Tick, or take the tick away"), _("tick")),
    Action("rules", "code_ticked", ("enter",), _("Code what is ticked; in the line: go to the list"), _("code ticked")),
    Action("rules", "tick_all", ("a",), _("Tick all of this group, or none"), _("all")),
    Action("rules", "group(1)", ("right",), _("The next group"), _("group")),
    Action("rules", "group(-1)", ("left",), _("The group before")),
    Action("rules", "go", ("o",), _("Open the text at this place"), _("open")),
    Action("rules", "reach", ("p",), _("In transcripts: code the whole turn, or the sentence")),
    Action("rules", "keep", ("s",), _("Keep the rule with the code"), _("keep")),
    Action("rules", "choose_rule", ("r",), _("Try one of the code's rules, or all"), _("rules")),
    Action("rules", "forget", ("delete",), _("Take the rule in the line from the code")),
    Action("rules", "code", ("c",), _("Another code"), _("code")),
    Action("rules", "material", ("m",), _("In which material"), _("material")),
    Action("search", "open", ("enter",), _("Search; in the list: open the text at this place"), _("open")),
    Action("search", "switch", ("f",), _("Words in all their forms, or as written"), _("forms")),
    Action("search", "order", ("o",), _("Order: by place, by the words to the right, to the left"), _("order")),
    Action("search", "by", ("v",), _("Tell the value of a variable with each place"), _("by variable")),
    Action("search", "near", ("c",), _("Which words stand near it: collocations"), _("near")),
    Action("search", "rule", ("r",), _("Make a rule for a code of it"), _("rule")),
    Action("search", "save", ("s",), _("Save as a file"), _("save")),
    Action("retrieval", "open", ("enter",), _("Open the text at this passage; in the line: search"), _("open")),
    Action("retrieval", "star", ("space",), _("Star it: a quote for the report; or take the star away"), _("star")),
    Action(
        "retrieval", "code", ("c",), _("Add a code to the query: and, or, not, near, inside, overlapping"), _("code")
    ),
    Action("retrieval", "value", ("a",), _("Only cases with a value of a variable"), _("only cases")),
    Action("retrieval", "step_back", ("backspace",), _("Back to the query before")),
    Action(
        "retrieval", "clean", ("e",), _("A clean version for the report; the verbatim one stays"), _("report version")
    ),
    Action("retrieval", "paraphrase", ("p",), _("A paraphrase: what it says in other words"), _("paraphrase")),
    Action("retrieval", "theme", ("t",), _("Put it into a theme"), _("theme")),
    Action("retrieval", "starred", ("f",), _("Only what is starred, or all"), _("starred")),
    Action("retrieval", "group", ("o",), _("Group by code, by case, by document"), _("group")),
    Action("retrieval", "by", ("v",), _("Tell the value of a variable with each passage")),
    Action("retrieval", "layer", ("l",), _("Whose codings")),
    Action("retrieval", "material", ("m",), _("In which material")),
    Action("retrieval", "save", ("s",), _("Save as a file"), _("save")),
    Action("framework", "open", ("enter",), _("The passages of the cell beside its summary"), _("open")),
    Action("framework", "nothing", ("n",), _("Geen uitspraak: nothing is said of it"), _("geen uitspraak")),
    Action("framework", "clear", ("delete",), _("Take your summary away")),
    Action("framework", "columns", ("t",), _("Columns: codes, or themes"), _("codes, themes")),
    Action("framework", "code", ("o",), _("Columns: the sub-codes of a code")),
    Action("framework", "next", ("d",), _("The next cell with something to do"), _("next")),
    Action("framework", "layer", ("c",), _("Whose codings")),
    Action("framework", "material", ("m",), _("In which material"), _("material")),
    Action("framework", "save", ("s",), _("Save as a file"), _("save")),
    Action("cell", "keep", ("f2", "ctrl+s"), _("Keep the summary"), _("keep")),
    Action("cell", "switch", ("f3",), _("From the summary to the passages, and back"), _("passages")),
    Action("cell", "leave", ("escape",), _("Back to the matrix"), _("back")),
    Action("themes", "retrieve", ("enter",), _("The passages of its codes"), _("passages")),
    Action("themes", "add", ("n",), _("Make a theme"), _("new")),
    Action("themes", "code", ("c",), _("Put codes into it"), _("code")),
    Action("themes", "claim", ("a",), _("Its claim, in a sentence"), _("claim")),
    Action("themes", "text", ("e",), _("Its text: what the chapter says"), _("text")),
    Action("themes", "rename", ("r",), _("Another name"), _("name")),
    Action("themes", "earlier", ("w",), _("Further to the front"), _("earlier")),
    Action("themes", "later", ("s",), _("Further to the back"), _("later")),
    Action("themes", "take_out", ("x",), _("Take a code or quote out of it"), _("take out")),
    Action("themes", "order", ("o",), _("Put a code or quote first in it")),
    Action("themes", "remove", ("delete",), _("Remove the theme; codes and quotes stay")),
    Action("words", "places", ("enter",), _("Each place of this word"), _("places")),
    Action("words", "by", ("v",), _("By a variable"), _("by variable")),
    Action("words", "keyness", ("t",), _("What is typical of each value: its key words; or all words"), _("key words")),
    Action("words", "phrases", ("p",), _("Words or phrases"), _("phrases")),
    Action("words", "near", ("c",), _("Which words stand near this one: collocations"), _("near")),
    Action("words", "stop", ("x",), _("Put this word on the stop list"), _("leave out")),
    Action("words", "stop_list", ("e",), _("The stop list: take a word from it")),
    Action("words", "material", ("m",), _("Which material"), _("material")),
    Action("words", "save", ("s",), _("Save as a file"), _("save")),
    Action("near", "places", ("enter",), _("The places where both stand"), _("places")),
    Action("near", "save", ("s",), _("Save as a file"), _("save")),
    Action("app", "undo", ("u", "ctrl+z"), _("Undo"), _("undo")),
    Action("app", "redo", ("ctrl+y", "ctrl+r"), _("Redo")),
    Action("app", "find", ("slash", "colon", "ctrl+f"), _("Search"), _("search")),
    Action("app", "rules", ("f4",), _("Rules of a code")),
    Action("app", "words", ("f2",), _("Words: how often, by whom")),
    Action("app", "concordance", ("f3",), _("Search a word in all its forms")),
    Action("side", "open", ("enter",), _("Open the text at this place"), _("open")),
    Action("side", "save", ("s",), _("Save as a file"), _("save")),
    Action("app", "lists", ("ctrl+l",), _("Lists: what to look at again, rare codes, new themes, the like")),
    Action("app", "frequencies", ("f5",), _("Frequencies")),
    Action("app", "folding", ("f9",), _("Closed questions, with what was written under 'andere'")),
    Action("app", "retrieval", ("ctrl+e",), _("Passages of codes, by conditions")),
    Action("app", "framework", ("ctrl+n",), _("Framework matrix: summaries of cases by codes")),
    Action("app", "themes", ("ctrl+o",), _("Themes: codes and quotes with a claim")),
    Action("app", "history", ("f6",), _("History")),
    Action("app", "edit_text", ("E",), _("Edit the text: a new version, after showing what it does to codings")),
    Action("app", "codebook", ("ctrl+d", "f11"), _("The codebook")),
    Action("app", "compare", ("K",), _("All passages of the code here, side by side")),
    Action("app", "memos", ("f7",), _("All memos")),
    Action("app", "agreement", ("f12",), _("Agreement between coders")),
    Action("app", "coder", ("f8",), _("Change the coder")),
    Action("app", "palette", ("ctrl+p",), _("Every command, document and code by name"), _("commands")),
    Action("app", "help", ("f1", "question_mark"), _("Keys"), _("keys")),
    Action("app", "back", ("q",), _("Back"), _("back")),
    *_recent(),
)


def actions(scope: str) -> tuple[Action, ...]:
    """The actions of one screen (or of the app everywhere)."""
    return tuple(action for action in ACTIONS if action.scope == scope)


def bindings(scope: str) -> list[Binding]:
    """Textual's bindings for the actions of one screen."""
    return [
        Binding(",".join(action.keys), action.id, action.help, show=bool(action.label)) for action in actions(scope)
    ]


_SHOWN_KEYS = {
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "semicolon": ";",
    "full_stop": ".",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "ampersand": "&",
    "asterisk": "*",
    "dollar_sign": "$",
    "quotation_mark": '"',
    "apostrophe": "'",
    "left_parenthesis": "(",
    "section_sign": "§",
    "exclamation_mark": "!",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def shown_key(key: str) -> str:
    """A key as a person reads it on the keyboard: `ctrl+z` as Ctrl+z, `f1` as F1."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if len(last) > 1 and last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), _SHOWN_KEYS.get(last, last)])
