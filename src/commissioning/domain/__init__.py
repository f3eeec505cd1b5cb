"""Calendar arithmetic, work, verdicts and decisions: the meaning of the product, in the standard library alone."""
