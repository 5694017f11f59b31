"""The report of the demonstration's focus groups, in each of its formats."""

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, milliseconds, show, timed
from codebench.project.demo import CODERS, make_demo
from codebench.project.project import Project
from codebench.report.report_files import render_report
from codebench.report.template_yaml import read_template, shipped_templates

BUDGETS = {".md": "", ".html": "< 10 s", ".docx": "< 10 s"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Project.open(make_demo(Path(folder)), CODERS[0]) as project:
        template = replace(read_template(shipped_templates()["ondersteuners"]), coder=CODERS[0])
        figures = [
            Figure(
                "counting and composing", milliseconds(min(timed(lambda: project.reports.build(template), 3))), "< 2 s"
            )
        ]
        report = project.reports.build(template).report
        for suffix, budget in BUDGETS.items():
            render = partial(render_report, report, suffix)
            (first,) = timed(render)
            again = f"{milliseconds(min(timed(render, 2)))} (first {milliseconds(first)})"
            figures.append(Figure(f"as {suffix} ({len(render()) // 1000} kB)", again, budget))
    show("The report of S1 (13 chapters)", figures)


if __name__ == "__main__":
    main()
