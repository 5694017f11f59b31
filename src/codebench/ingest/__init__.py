"""Raw files become Drafts: one module per kind of material, one registry that chooses by suffix."""

from codebench.ingest.options import ReadOptions
from codebench.ingest.registry import READERS, Reader, opened, read

__all__ = ["READERS", "ReadOptions", "Reader", "opened", "read"]
