"""Engines that run the same plans and must give the same decisions and the same reasons."""
