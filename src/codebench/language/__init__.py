"""Dutch as the pipelines understand it: which pipeline, what it says of a text, words and patterns in it."""
