"""The document pane: a read-only text with codings in its margin, quick at any length."""
