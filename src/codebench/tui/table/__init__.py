"""Rows under a fixed head: the cursor on them, and a Table of the domain shown with it."""
