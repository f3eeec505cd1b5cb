"""The use-cases as functions: where contracts, engines and reports meet."""
