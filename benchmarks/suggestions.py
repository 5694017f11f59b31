"""Suggestions: learning, suggesting with reasons, memory and start, by number of units and codes."""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, milliseconds, show, spread, timed

ROOT = Path(__file__).parents[1]
CASES = ((1_000, 40), (10_000, 10), (10_000, 100), (10_000, 500), (100_000, 100))
ASKED = 200
MOST_DECIDED = 10_000
"""So many units at most were decided on one by one; the others came in coded."""


class Answers:
    """Answers of 5 to 25 words, drawn from the corpora as often as they stand there; some joined to new compounds."""

    def __init__(self) -> None:
        from codebench.suggest.words import _WORD

        texts = [path.read_text("utf-8") for path in sorted((ROOT / "corpora").rglob("*.[ct][sx][vt]"))]
        self._words = [word.lower() for text in texts for word in _WORD.findall(text)]
        self._chance = random.Random(5)

    def make(self, number: int) -> object:
        from codebench.suggest.segments import Segment, Word

        parts, words, at = [], [], 0
        for _ in range(self._chance.randint(5, 25)):
            part = self._chance.choice(self._words)
            if self._chance.random() < 0.05:
                part += self._chance.choice(self._words)
            parts.append(part)
            words.append(Word(part, "", at, at + len(part)))
            at += len(part) + 1
        return Segment(number, " ".join(parts), tuple(words))

    def decision(self, number: int, codes: int) -> object:
        """What a coder decided on a text, beside what was proposed."""
        from codebench.suggest.calibration import Decision

        chance = self._chance
        score, lead = chance.gauss(0.0, 2.5), abs(chance.gauss(0.0, 2.0))
        return Decision(number, chance.randrange(codes), score, lead, number, chance.random() < 0.6, 1, 1, 1)

    def codes(self, n: int) -> frozenset[int]:
        return frozenset(self._chance.choices(range(n), k=self._chance.choice((1, 1, 2, 3))))


def resident() -> float:
    """The memory of this process now, in MB; 0 where the system doesn't say."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 / 1e6 if status.exists() else 0.0


def measure(units: int, codes: int, folder: Path) -> dict[str, object]:
    """Run in a process of its own, so that its memory is its own."""
    from codebench.suggest.evaluation.baselines import StemTfidf
    from codebench.suggest.learner import Learner
    from codebench.suggest.segments import CodeText

    answers = Answers()
    described = [CodeText(i, f"code {i}", " ".join(random.Random(i).sample(answers._words, 8))) for i in range(codes)]
    before = resident()
    learner = Learner(described)
    start = perf_counter()
    for i in range(units):
        each = answers.make(i)
        learner.add_text(each)
        learner.learn(each, answers.codes(codes))
    learner.recall(answers.decision(i, codes) for i in range(min(units, MOST_DECIDED)))
    learner.rank(answers.make(-1))
    learnt = perf_counter() - start
    asked = iter([answers.make(units + i) for i in range(3 * ASKED)])
    suggest = timed(lambda: learner.suggest(next(asked)), ASKED)
    memory = resident() - before
    update = timed(lambda: learner.learn(next(asked), answers.codes(codes)), ASKED)
    known = iter(range(ASKED))
    unlearn = timed(lambda: learner.unlearn(next(known)), ASKED)
    path = folder / f"{units}-{codes}"
    wrote = timed(lambda: path.write_bytes(learner.dump()))[0]
    load = timed(lambda: Learner.load(path.read_bytes()))[0]
    naive = StemTfidf(described, [answers.make(i) for i in range(1000)])
    for i in range(min(units, 10_000)):
        naive.learn(answers.make(i), answers.codes(codes))
    plain = timed(lambda: naive.rank(next(asked)), ASKED)
    return {
        "suggest": suggest,
        "update": update,
        "unlearn": unlearn,
        "memory": memory,
        "size": path.stat().st_size / 1e6,
        "load": load,
        "wrote": wrote,
        "learnt": learnt,
        "plain": plain,
    }


def main() -> None:
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for units, codes in CASES:
            code = "import json, sys; from pathlib import Path; from benchmarks.suggestions import measure;"
            code += " print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))"
            command = [sys.executable, "-c", code, str(units), str(codes), folder]
            out = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout)
            of = f"{units:,} units x {codes} codes"
            limit, size = ("< 50 ms", "< 500 MB") if units > 10_000 else ("< 20 ms", "< 150 MB")
            plain = f"dict of stems per code, at most 10,000 units, no reason: {spread(out['plain'])}"
            figures += [
                Figure(f"suggest with reason, {of}", spread(out["suggest"]), f"p95 {limit}", plain),
                Figure("  learn a coding", spread(out["update"]), "p95 < 5 ms"),
                Figure("  unlearn one", spread(out["unlearn"]), "p95 < 5 ms"),
                Figure("  memory", f"{out['memory']:.0f} MB", size),
                Figure(
                    "  start from what was kept",
                    f"{milliseconds(out['load'])}, {out['size']:.0f} MB",
                    "",
                    f"learning all anew: {milliseconds(out['learnt'])}; keeping it: {milliseconds(out['wrote'])}",
                ),
            ]
    show("Suggestions", figures)


if __name__ == "__main__":
    main()
