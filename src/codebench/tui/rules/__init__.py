"""Trying rules: what was found in groups, with ticks, and the list that shows a group."""
