"""The map of the package: no module imports itself through others, and no listing is longer than a screen."""

import itertools
from pathlib import Path

import grimp
import pytest

import figcheck

PACKAGE = Path(figcheck.__file__).parent
MOST_AT_THE_TOP = 15
MOST_IN_A_FOLDER = 16
"""Modules in one folder, without `__init__.py` and sub-folders. At the top the sub-folders count as well."""

FOLDERS = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))


def cycles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that import each other, directly or through others (Tarjan 1972, without recursion)."""
    number, lowest, on_stack = {}, {}, set()
    stack: list[str] = []
    counter = itertools.count()
    found = []
    for root in sorted(imports):
        if root in number:
            continue
        number[root] = lowest[root] = next(counter)
        stack.append(root)
        on_stack.add(root)
        open_ = [(root, iter(sorted(imports[root])))]
        while open_:
            module, rest = open_[-1]
            for other in rest:
                if other not in number:
                    number[other] = lowest[other] = next(counter)
                    stack.append(other)
                    on_stack.add(other)
                    open_.append((other, iter(sorted(imports[other]))))
                    break
                if other in on_stack:
                    lowest[module] = min(lowest[module], number[other])
            else:
                open_.pop()
                if open_:
                    lowest[open_[-1][0]] = min(lowest[open_[-1][0]], lowest[module])
                if lowest[module] == number[module]:
                    group = []
                    while not group or group[-1] != module:
                        group.append(stack.pop())
                        on_stack.discard(group[-1])
                    if len(group) > 1:
                        found.append(sorted(group))
    return found


def test_cycles_are_found():
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == [["b", "c"]]
    assert cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_no_modules_import_each_other():
    """Imports within functions count, those for type checkers alone do not: they do nothing when the program runs."""
    graph = grimp.build_graph("figcheck", exclude_type_checking_imports=True)
    assert cycles({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(PACKAGE.parent).as_posix())
def test_a_folder_fits_on_a_screen_and_says_what_it_is(folder):
    modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    folders = [path for path in folder.iterdir() if (path / "__init__.py").exists()]
    if folder == PACKAGE:
        assert len(modules) + len(folders) <= MOST_AT_THE_TOP
    assert len(modules) <= MOST_IN_A_FOLDER
    assert (folder / "__init__.py").read_text("utf-8").startswith('"""')
