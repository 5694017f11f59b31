"""Passages on the screen: their list, the matrix of summaries, what is written of them."""
