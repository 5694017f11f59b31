"""What a researcher can do with a project: one method per act, each durable and undoable."""
