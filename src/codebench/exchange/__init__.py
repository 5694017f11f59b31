"""Files that carry work in and out: a codebook as YAML, codings as CSV."""
