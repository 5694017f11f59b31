"""Material on its way in: the labels of its speakers, and what was recognised besides."""
