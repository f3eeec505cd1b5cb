"""Decides employability journeys against commissioning contracts, and says which clause decided."""

__version__ = "0.1.0"
