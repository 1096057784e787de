"""The size of the code: lines, regular expressions and listed words of summarizer/, with the largest files.

Lines are all lines of the Python files, docstrings and empty lines too; data files do not count.
A listed word is a word written into the code as data: a string in a tuple, set or list, a key of a dict, or a word of a
``"...".split()``, each in what a module assigns to a name of its own, ``__all__`` apart.
"""

import ast
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "summarizer"
LARGEST = 10
MATCHING = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})


def expressions(tree: ast.Module) -> int:
    """Count the regular expressions that are compiled, or written where they are used."""
    return sum(_is_expression(node) for node in ast.walk(tree))


def _is_expression(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    function = node.func
    if not (isinstance(function.value, ast.Name) and function.value.id == "re" and function.attr in MATCHING):
        return False
    written = bool(node.args) and isinstance(node.args[0], (ast.Constant, ast.JoinedStr))
    return function.attr == "compile" or written


def words(tree: ast.Module) -> int:
    """Count the listed words of a module."""
    total = 0
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
            targets = [statement.target]
        else:
            continue
        if statement.value is not None and not any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
            total += _listed(statement.value)
    return total


def _listed(node: ast.AST) -> int:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        text = _text(node.func.value)
        if text is not None:
            between = _text(node.args[0]) if node.args else None
            return len((text.replace(between, " ") if between else text).split())
    own = 0
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        own = sum(_text(item) is not None for item in node.elts)
    elif isinstance(node, ast.Dict):
        own = sum(key is not None and _text(key) is not None for key in node.keys)
    return own + sum(map(_listed, ast.iter_child_nodes(node)))


def _text(node: ast.expr) -> str | None:
    """Return the string literal at ``node``, if it is one."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def counts(package: Path = PACKAGE) -> dict[str, Counter[str]]:
    """Return ``lines``, ``regular expressions`` and ``listed words``, counted for each file of the package."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("lines", "regular expressions", "listed words")}
    for path in sorted(package.rglob("*.py")):
        source, name = path.read_text(encoding="utf-8"), path.relative_to(package).as_posix()
        tree = ast.parse(source)
        found["lines"][name] = len(source.splitlines())
        found["regular expressions"][name] = expressions(tree)
        found["listed words"][name] = words(tree)
    return found


def main() -> None:
    """Print the totals and the largest files of each."""
    for what, files in counts().items():
        print(f"{what:24} {files.total():6}  in {sum(n > 0 for n in files.values())} of {len(files)} files")
        for name, count in files.most_common(LARGEST):
            print(f"  {name:32} {count:6}")


if __name__ == "__main__":
    main()
