"""Every benchmark in turn."""

from importlib import import_module

for name in ("startup", "engine", "document_pane", "answers_table"):
    import_module(f"benchmarks.{name}").main()
