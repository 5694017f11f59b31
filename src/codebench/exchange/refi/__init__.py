"""REFI-QDA, the exchange format of tools for qualitative analysis: projects (.qdpx, .qde) and codebooks (.qdc).

The schemas of release 1.0 (2019, MIT licence) lie in `schemas/`. Reading is tolerant: only what is dangerous is
refused.
"""
