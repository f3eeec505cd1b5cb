"""Files into things and problems: all problems at once, each with its place."""
