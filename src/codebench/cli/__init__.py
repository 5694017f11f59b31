"""The command line: `codebench NOUN VERB PROJECT ...`. Parses arguments, calls the project, prints a Table."""
