"""Contracts into plans."""

from commissioning.compiling.compiler import Asked, compile_contract

__all__ = ["Asked", "compile_contract"]
