"""Parts of the screens on which coders compare and settle what they did."""
