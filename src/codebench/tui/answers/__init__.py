"""The answers to a question: a lazy table of them, and the one under the cursor in full."""
