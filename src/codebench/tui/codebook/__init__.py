"""The parts of the codebook screen."""
