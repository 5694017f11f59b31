"""Making a round on the screen."""
