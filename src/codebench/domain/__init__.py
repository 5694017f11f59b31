"""Types and rules of the trade, pure: no file, no database, no screen."""
