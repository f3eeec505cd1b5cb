"""Benchmarks: this engine beside hand-written evaluators of the same contracts and other rule engines, on one data set."""
