"""The report of a project: method, chapters, figures, quotes and the account of how it came about, by a template."""
