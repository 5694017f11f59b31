"""Tools for those who work on codebench; nothing of it is installed."""
