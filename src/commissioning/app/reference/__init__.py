"""The reference pages: what can be written in each file, told from the models that read it."""
