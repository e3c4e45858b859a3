"""Imports go down only, by the floors of the design."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[1] / "review"

FLOORS: dict[str, int] = {
    "review": 0, "errors": 0, "i18n": 0, "document": 0, "places": 0, "gaps": 0, "finding": 0, "categories": 0,
    "resources": 0, "private": 0, "globs": 0, "strict": 0, "workers": 0, "cores": 0, "legible": 0, "light": 0, "lines": 0, "column": 0, "patterns": 0,
    "text": 1, "readers": 1,
    "automaton": 2, "identifiers": 2, "lexicon": 2, "policy": 2,
    "model": 3,
    "recognizers": 4,
    "scrub": 4, "merging": 4, "laws": 4, "ruleset": 5,
    "scanner": 6,
    "scan": 7, "signoff": 7,
    "sheet": 8, "batch": 8,
    "gate": 9, "learning": 9, "publish": 9, "reports": 9,
    "commands": 10, "__main__": 11,
}  # fmt: skip
"""Room → floor. A module's room is its first name, or that name up to its first underscore."""


def room(name: str) -> str:
    """``review.readers.docx`` is in ``readers``, ``review.sheet.yaml_form`` in ``sheet``."""
    parts = name.split(".")
    if len(parts) == 1:
        return "review"
    return (
        parts[1]
        if parts[1] in FLOORS or "_" not in parts[1]
        else room(f"review.{parts[1].rpartition('_')[0]}")
    )


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("review", *path.relative_to(PACKAGE).with_suffix("").parts)
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = list(modules())


def imports(path: Path) -> Iterator[str]:
    """Modules of the package that are imported anywhere in a file, for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "review":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}".replace(".", "/")
                file = PACKAGE.parent / f"{inner}.py"
                yield f"{node.module}.{alias.name}" if file.exists() else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "review")


@pytest.mark.parametrize(
    ("name", "path"), MODULES, ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_imports_go_down_only(name: str, path: Path) -> None:
    """A module imports from its own room and from lower floors."""
    assert room(name) in FLOORS, f"{name}: give its room a floor"
    for imported in imports(path):
        if name == "review":
            continue  # the public names, loaded on demand
        above = FLOORS[room(imported)] >= FLOORS[room(name)] and room(imported) != room(name)
        same_ground = FLOORS[room(imported)] == 0 == FLOORS[room(name)]
        assert not above or same_ground, f"{name} imports {imported} from the same floor or above"


@pytest.mark.parametrize(
    ("name", "path"), MODULES, ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_no_pickle(name: str, path: Path) -> None:
    """Nothing of ours reads or writes pickles, whatever they are called."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not names & {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}, name
