"""Claims built on decisions: their status, the money, what it would take, deadlines and cash."""
