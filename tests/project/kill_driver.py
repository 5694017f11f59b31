"""A writer killed again and again: run as a program of its own, since it forks. Prints what it saw as JSON."""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from codebench.project.project import Project


def write_until_killed(path: Path, told: int, session: int) -> None:
    with Project.open(path) as project:
        n = 0
        while True:
            n += 1
            if n % 5 == 4:
                project.history.undo()
                line = "undo"
            elif n % 5 == 3:
                line = f"codes {project.codebook.add(f'code {session}.{n}')}"
            else:
                line = f"codings {project.codings.add(1, session, session + n, [1 + n % 2])[0]}"
            os.write(told, f"{line}\n".encode())


def killed_once(path: Path, session: int, rng: random.Random) -> int:
    """Kill a writer at a random moment; the number of acts it had acknowledged, all of which are there."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write_until_killed(path, writing, session)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    wanted = rng.randrange(1, 4)
    while told.count(b"\n") < wanted:
        more = os.read(reading, 4096)
        assert more, "the writer ended by itself"
        told += more
    time.sleep(rng.random() * 0.03)
    os.kill(child, signal.SIGKILL)
    while more := os.read(reading, 4096):
        told += more
    os.close(reading)
    os.waitpid(child, 0)
    standing: list[str] = []
    for line in told.decode().splitlines():
        standing.pop() if line == "undo" else standing.append(line)
    with Project.open(path) as project:
        damages = project.check()
        assert not damages, damages
        missing = [
            line
            for line in standing
            if project.session.value(f"SELECT id FROM {line.split()[0]} WHERE id = ?", [line.split()[1]]) is None
        ]
    # Only an undo that was done and could no longer be told may be missing its object: the last one.
    assert missing in ([], standing[-1:]), (missing, standing)
    return told.count(b"\n")


def main(path: Path, kills: int, seed: int) -> None:
    rng = random.Random(seed)
    told = [killed_once(path, session, rng) for session in range(kills)]
    print(json.dumps({"kills": kills, "acknowledged": sum(told)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
