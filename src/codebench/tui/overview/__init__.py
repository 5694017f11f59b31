"""The list of a project's texts and open questions: what is shown of it, in which parts."""
