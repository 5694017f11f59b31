"""Performance, measured: `python -m benchmarks` prints each figure beside its budget and a baseline of the same run."""
