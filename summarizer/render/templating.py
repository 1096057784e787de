"""HTML pages from the package's own templates. The only importer of jinja2.

Two things hold for every template, so that none can forget them: autoescape is on, and each text is written through
``visible``, as in the other formats.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

from .characters import visible
from .lines import pointers, tree, worded

__all__ = ["drawn", "linkable", "page"]

_LOADER = PackageLoader("summarizer.render")
"""It reads the files in ``templates`` beside this module, and nothing else."""


def page(template: str, *styles: str, **values: object) -> str:
    """Return the page of ``template``, for example "report", with the named style sheets and ``values``.

    The page's policy allows its own style sheet, by its hash, and nothing else: no script, no image, no request.
    """
    style = "".join(_LOADER.get_source(_environment(), f"{name}.css")[0] for name in styles)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return drawn(template, style=style, digest=digest, **values)


def drawn(template: str, **values: object) -> str:
    """Return ``template`` with ``values``."""
    return _environment().get_template(f"{template}.html.j2").render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_LOADER,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(pointers=pointers, tree=tree, worded=worded)
    environment.tests["linkable"] = linkable
    return environment


def _shown(value: object) -> object:
    """Return a text safe to print. The output of a macro or of the filter ``safe`` is markup, and stays as it is."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def linkable(url: str | None) -> bool:
    """True if ``url`` may become a link: an address of the web without hidden or spelled-out characters."""
    return url is not None and url.startswith(("https://", "http://")) and url.isprintable() and "\\" not in url
