"""Features in the commissioner's words: the steps they are written in, and what runs them without knowledge of pytest."""
