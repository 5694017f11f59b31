"""Short questions over a screen: each is dismissed with its answer, or with None."""
