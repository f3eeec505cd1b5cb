"""Services against the terms of their contracts."""
