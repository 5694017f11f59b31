"""The items of COREQ and SRQR as tables, filled in where the project knows the answer and blank where it does not.

COREQ: Tong, Sainsbury and Craig 2007 (32 items); SRQR: O'Brien et al. 2014 (21 items). The items are named in our own
words; what each asks for in full stands in the papers.
"""

from collections.abc import Mapping

from codebench import __version__
from codebench.domain.table import Table, plain_table
from codebench.i18n import _, plural
from codebench.project.reporting.citing import Citing
from codebench.project.reporting.ground import Ground
from codebench.project.reporting.method import Method
from codebench.report.template import Exhibit


def _coreq() -> tuple[str, ...]:
    return (
        _("Who led the groups or interviews"),
        _("Their qualifications"),
        _("Their occupation at the time"),
        _("Their gender"),
        _("Their experience and training"),
        _("Relation with participants beforehand"),
        _("What participants knew of the researcher"),
        _("The researcher's interests and assumptions"),
        _("Methodological approach"),
        _("How participants were chosen"),
        _("How they were approached"),
        _("How many took part"),
        _("Who refused or dropped out, and why"),
        _("Where the data were collected"),
        _("Who else was there"),
        _("What the participants are like"),
        _("Questions and guide, tried out or not"),
        _("Repeated interviews"),
        _("Recording"),
        _("Notes made on the spot"),
        _("How long the conversations took"),
        _("Saturation of the data"),
        _("Transcripts given back to participants"),
        _("How many people coded"),
        _("The code tree described"),
        _("Where the themes came from"),
        _("Software"),
        _("Findings checked by participants"),
        _("Quotes, with who says them"),
        _("Data and findings agree"),
        _("Main themes clear"),
        _("Smaller themes and deviating voices"),
    )


def _srqr() -> tuple[str, ...]:
    return (
        _("Title that names the approach"),
        _("Summary"),
        _("The problem and why it matters"),
        _("Purpose or question"),
        _("Qualitative approach and paradigm"),
        _("The researchers and their reflexivity"),
        _("Context and setting"),
        _("How material and participants were chosen"),
        _("Ethics, consent and confidentiality"),
        _("How and when data were collected"),
        _("Instruments and technology"),
        _("Participants, documents and units"),
        _("How data were processed"),
        _("How data were analysed"),
        _("What makes it trustworthy"),
        _("Synthesis and interpretation"),
        _("Evidence from the data"),
        _("What it adds, and where it applies"),
        _("Limitations"),
        _("Interests at stake"),
        _("Funding"),
    )


def checklists(ground: Ground, method: Method, citing: Citing, n_codes: int) -> tuple[Table, Table]:
    """COREQ and SRQR: number, item, and what the project knows of it; `n_codes` stand in the appendix."""
    coders = plural("{n} coder", "{n} coders", len(method.coders))
    independent = plural("{n} independent round", "{n} independent rounds", len(method.independent))
    took_part = f"{method.participants}; {method.material}"
    tree = _("See the appendix 'Codebook' ({codes}, revision {n}).").format(
        codes=plural("{n} code", "{n} codes", n_codes), n=method.revision[0]
    )
    origin = (
        _("Given before the material.")
        if ground.template.is_given
        else _("(Also) from the material; see the history of the codebook.")
    )
    quotes = _("{n} quotes, each with a pseudonymous id and traits.").format(n=len(citing.used)) if citing.used else ""
    traits = _("See the tables by {names}.").format(names=", ".join(ground.template.by)) if ground.template.by else ""
    curve = any(asked.kind is Exhibit.NEW_CODES for asked in ground.template.exhibits)
    agreement = _("{coders}; {rounds}; see 'Method' for the agreement.").format(coders=coders, rounds=independent)
    title = ground.template.title
    coreq = {
        12: took_part,
        16: traits,
        22: _("Not claimed; see the table of new codes per text.") if curve else "",
        24: _("{coders}: {names}").format(coders=coders, names=", ".join(method.coders)) if method.coders else "",
        25: tree,
        26: origin,
        27: f"codebench {__version__}",
        29: quotes,
        31: _("See the chapters and 'At a glance'."),
    }
    srqr = {
        1: title,
        11: f"codebench {__version__}",
        12: took_part,
        14: f"{tree} {origin}",
        15: agreement if method.independent else "",
        17: quotes,
    }
    return _table(_("COREQ (32 items)"), _coreq(), coreq), _table(_("SRQR (21 items)"), _srqr(), srqr)


def _table(title: str, items: tuple[str, ...], known: Mapping[int, str]) -> Table:
    rows = [(str(i), item, known.get(i, "")) for i, item in enumerate(items, 1)]
    return plain_table(title, (_("No."), _("Item"), _("In this study")), rows)
