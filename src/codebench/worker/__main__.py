"""The helper process as a program: `python -m codebench.worker [--background]`, started by `project.workers`."""

import sys

from codebench.worker.serving import serve

if __name__ == "__main__":
    serve(background="--background" in sys.argv[1:])
