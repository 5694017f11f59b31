"""Which codes a text may deserve, learnt from this project's own codings alone."""
