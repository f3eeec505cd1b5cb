"""Where contracts and rules are kept: in the package as installed, in the project it was cloned from, in folders given."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """The folder ``contracts``, ``rules``, ``features`` or ``examples`` that came with the product.

    Installed, they lie inside the package; in a clone, at the top of the project.
    """
    package = Path(__file__).resolve().parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent.parent / name


def contract_folders(further: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The folders that hold contracts: those shipped, then ``./contracts`` here or the folders given instead of it."""
    folders = [shipped("contracts")]
    for folder in further or (Path("contracts"),):
        if folder.is_dir() and folder.resolve() not in [known.resolve() for known in folders]:
            folders.append(folder)
    return tuple(folders)


def shown(path: Path) -> str:
    """A path as a reader wants it: from the current folder, if it lies in it."""
    whole, here = path.absolute(), Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(whole)
