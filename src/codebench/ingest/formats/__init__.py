"""Readers of document formats: each turns one format's bytes into lines and knows nothing of speakers."""
