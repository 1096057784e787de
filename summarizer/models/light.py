"""Packages of which a process needs little, imported without executing all of them.

A package's ``__init__`` may import a thousand modules of its own. Imported lightly it is not executed: its modules are
imported as they are asked for, known names are taken from where they are defined, and any other name executes the
package after all (PEP 451, PEP 562). For processes that are brief's own; what others import stays as it is.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from threading import RLock
from types import ModuleType

__all__ = ["lighten"]

_TOLD = frozenset({"__all__", "__title__", "__version__"})


def lighten(packages: Mapping[str, Mapping[str, str]]) -> None:
    """From now on import ``packages`` lightly; what is imported already stays as it is.

    ``packages``: a package -> the names of it that are needed, each with the module of the package that defines it.
    """
    if not any(isinstance(finder, _Light) and finder.packages == packages for finder in sys.meta_path):
        sys.meta_path.insert(0, _Light(packages))


class _Light(MetaPathFinder):
    def __init__(self, packages: Mapping[str, Mapping[str, str]]) -> None:
        self.packages = packages

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in self.packages else None
        if spec is not None and spec.loader is not None:
            spec.loader = _Unexecuted(spec.loader, self.packages[fullname])
        return spec


class _Unexecuted(Loader):
    """Executes a package when a name is asked for that is neither one of ``names`` nor one of its modules."""

    def __init__(self, inner: Loader, names: Mapping[str, str]) -> None:
        self._inner = inner
        self._names = names
        self._lock = RLock()
        self._begun = False

    def exec_module(self, module: ModuleType) -> None:
        package = module.__name__

        def look_up(name: str) -> object:
            if name.startswith("__") and name not in _TOLD:  # what inspection asks of every module
                raise AttributeError(name)
            if name in self._names:
                return getattr(import_module(f"{package}.{self._names[name]}"), name)
            if find_spec(f"{package}.{name}") is not None:
                return import_module(f"{package}.{name}")
            with self._lock:
                if not self._begun:
                    self._begun = True
                    self._inner.exec_module(module)
            if name not in vars(module):
                raise AttributeError(f"module {package!r} has no attribute {name!r}")
            return vars(module)[name]

        module.__getattr__ = look_up  # type: ignore[method-assign]
