"""The honest yardstick: every way of suggesting codes replayed over the same sessions, before it has seen an item."""
