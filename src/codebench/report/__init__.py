"""A Table in every output format: one module per format, one registry, nothing computed."""

from codebench.report.registry import Format, render, write

__all__ = ["Format", "render", "write"]
