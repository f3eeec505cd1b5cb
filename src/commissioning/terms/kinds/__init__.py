"""The kinds of term, one a file. :mod:`commissioning.terms.catalogue` finds them."""
