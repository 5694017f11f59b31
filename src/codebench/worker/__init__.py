"""The helper process: language work and suggestions beside the screen, over pipes, never near the project file."""
