"""The closed set of operations that a contract compiles to, checked when built and printable as text."""
