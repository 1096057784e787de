"""The SDK's package without the thousand modules of its types, which cost half a second of a start and 30 MB.

``import openai`` executes ``openai/__init__.py``, and with it every type of every endpoint, none of which brief names.
Here its packages are imported unexecuted: their modules are imported as they are asked for, NAMES are taken from where
they are defined, and any other name executes the package after all (PEP 451, PEP 562). For processes that are brief's
own; a program that uses brief as a library imports openai as it is.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from threading import RLock
from types import ModuleType

__all__ = ["NAMES", "lighten"]

PACKAGES = ("openai", "openai.types", "openai.types.shared")
NAMES = {
    "AsyncOpenAI": "_client", "DefaultAioHttpClient": "_base_client", "DefaultAsyncHttpxClient": "_base_client",
    "Omit": "_types", "OpenAIError": "_exceptions", "APIStatusError": "_exceptions",
    "APIConnectionError": "_exceptions",
}  # fmt: skip
"""What brief uses of openai, and the modules that define it."""
_TOLD = frozenset({"__all__", "__title__", "__version__"})


def lighten() -> None:
    """From now on import the packages unexecuted; what is imported already stays as it is."""
    if not any(isinstance(finder, _Light) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Light())


class _Light(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in PACKAGES else None
        if spec is not None and spec.loader is not None:
            spec.loader = _Unexecuted(spec.loader)
        return spec


class _Unexecuted(Loader):
    """Executes a package when a name is asked for that is neither one of NAMES nor one of its modules."""

    def __init__(self, inner: Loader) -> None:
        self._inner = inner
        self._lock = RLock()
        self._begun = False

    def exec_module(self, module: ModuleType) -> None:
        package = module.__name__

        def look_up(name: str) -> object:
            if name.startswith("__") and name not in _TOLD:  # what inspection asks of every module
                raise AttributeError(name)
            if package == PACKAGES[0] and name in NAMES:
                return getattr(import_module(f"{package}.{NAMES[name]}"), name)
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
