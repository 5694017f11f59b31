"""Counting codings into Tables."""
