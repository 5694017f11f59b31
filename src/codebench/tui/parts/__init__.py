"""Parts that several screens share: lines above and below, lists, the code panel."""
