"""Documents read: a PDF of 300 pages in two columns, a .docx and an .odt of as many words."""

import tempfile
from itertools import pairwise
from pathlib import Path
from time import process_time

import pypdfium2

from benchmarks.figures import Figure, show, spread, timed
from codebench.ingest.documents import lines_of
from codebench.shipped import shipped

PAGES = 300
LINE = 60
FIXTURES = Path(__file__).parents[1] / "tests" / "ingest" / "fixtures"


def long_pdf(path: Path) -> Path:
    """The pages of a two-column PDF of LibreOffice, again and again."""
    source = pypdfium2.PdfDocument(FIXTURES / "two_columns.pdf")
    target = pypdfium2.PdfDocument.new()
    for page in range(PAGES):
        target.import_pages(source, [page % len(source)])
    target.save(path)
    return path


def copied(text: str) -> str:
    """The text as it is copied out of a PDF without paragraphs: words broken where a line is full."""
    flat = " ".join(text.split())
    lines = [flat[i : i + LINE] for i in range(0, len(flat), LINE)]
    return "\n".join(
        f"{line}-" if line[-1].isalpha() and after[0].isalpha() else line for line, after in pairwise(lines)
    )


def text_layer(path: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        pdf = long_pdf(Path(name) / "long.pdf")
        cpu = process_time()
        words = len(lines_of(pdf).text.split())
        cpu = process_time() - cpu
        text = (shipped("corpora") / "ondersteuners" / "focusgroep-1.txt").read_text(encoding="utf-8")
        plain = Path(name) / "long.txt"
        plain.write_text(text * (words // len(text.split())), encoding="utf-8")
        one = Path(name) / "one.txt"
        one.write_text(copied(plain.read_text(encoding="utf-8")), encoding="utf-8")
        show(
            "Reading documents",
            [
                Figure(
                    f"a PDF of {PAGES} pages, {words:,} words, in two columns",
                    spread(timed(lambda: lines_of(pdf), 3)),
                    "< 5 s",
                    f"once {cpu:.1f} s CPU; its text layer alone: {spread(timed(lambda: text_layer(pdf), 3))}",
                ),
                Figure("a plain text of as many words", spread(timed(lambda: lines_of(plain), 3)), ""),
                Figure(
                    "the same copied out of a PDF, hyphenated, one paragraph",
                    spread(timed(lambda: lines_of(one), 3)),
                    "",
                ),
                *(
                    Figure(
                        f"a short {suffix}",
                        spread(timed(lambda s=suffix: lines_of(FIXTURES / f"libreoffice{s}"), 9)),
                        "",
                    )
                    for suffix in (".docx", ".odt", ".rtf")
                ),
            ],
        )


if __name__ == "__main__":
    main()
