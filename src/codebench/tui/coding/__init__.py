"""What the coding screen knows and shows besides the text itself."""
