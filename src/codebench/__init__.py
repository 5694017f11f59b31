"""codebench: qualitative coding of Dutch material in the terminal."""

__version__ = "0.1.0"
