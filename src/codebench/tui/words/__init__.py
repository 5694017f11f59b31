"""Parts of the screens about words: places lined up at the word."""
