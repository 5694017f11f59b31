"""The tutorial: real screens on a real project, and a line that says what to do."""
