"""Every benchmark in turn."""

from importlib import import_module

for name in (
    "startup",
    "engine",
    "analysis",
    "annotation",
    "document_pane",
    "key_cost",
    "answers_table",
    "agreement",
    "reading",
    "report",
    "exchange",
    "dutch",
    "suggestions",
    "suggested_keys",
):
    import_module(f"benchmarks.{name}").main()
