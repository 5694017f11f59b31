"""Projects of free tools, read straight from their own files: QualCoder's and Taguette's SQLite databases."""
