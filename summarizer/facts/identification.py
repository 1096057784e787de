"""The language of a text by py3langid, for texts whose function words do not tell it. The only importer of py3langid.

Its model takes a third of a second to load, so it is loaded when it is first needed.
"""

from collections.abc import Container
from functools import cache
from typing import Any

__all__ = ["identified"]

MIN_PROBABILITY = 0.45
"""Least probability at which a text is believed to be in another language than English.

A short English text that is taken for another language does more harm than one of an unknown language: names of people
and places make headlines look foreign. Wrong ones had at most 0.41, right ones are seldom below.
"""
_ALSO_ENGLISH = "pcm"
"""Nigerian Pidgin, which is not told from English in headlines."""


def identified(text: str, known: Container[str]) -> str:
    """The BCP 47 code of the language of ``text`` if it is one of ``known``, or ``und``. Linear in the text.

    All languages of the model compete, so a text in an unknown one is not taken for its closest relative.
    """
    code, probability = _identifier().classify(text)
    if code == "nn":
        code = "no"
    return code if code in known and (code == "en" or probability >= MIN_PROBABILITY) else "und"


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code != _ALSO_ENGLISH])
    return identifier
