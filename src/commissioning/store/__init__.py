"""Versioned imports, contract texts and the append-only decision log, on SQLite or PostgreSQL: save and query, nothing else."""
