"""Words that deny, negate or attribute, in a few languages at once: a statement may be in another than its source."""

import re

__all__ = ["attributes", "denial", "denies", "negates"]

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|"
    r"dismiss(?:es|ed|ing)?|contradict(?:s|ed|ing)?|bestreite[nt]|bestritt(?:en)?|dementiert?e?n?|widersprach(?:en)?|"
    r"widerspricht|niega[n]?|neg[óo]|desmiente[n]?|desmintió|dément(?:ent|i)?|conteste(?:nt)?|nega(?:no|to)?|smentisce|"
    r"ontken(?:t|de|den))\b",
    re.IGNORECASE,
)
_NEGATES = re.compile(
    r"\b(?:not|no|none|never|nothing|nobody|neither|nor|without|cannot|false|untrue|nicht|kein(?:e[nmrs]?)?|nie|"
    r"niemals|nichts|ohne|pas|jamais|aucune?|sans|nunca|sin|ningun[oa]?|ningún|non|mai|senza|nessun[oa]?|niet|geen|"
    r"nooit|não|sem|nenhuma?)\b|n['’]t\b",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(
    r"[\"“”„«»]|\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|according|announc\w+|claim\w*|add(?:s|ed)|warn\w*|stat(?:es|ed)|"
    r"statement|report(?:s|ed|edly)?|ask(?:s|ed)|wr(?:ote|ites|itten)|tweet\w*|post(?:s|ed)|accus\w+|den(?:y|ies|ied)|"
    r"insist\w*|argu\w+|not(?:es|ed)|call(?:s|ed|ing)|describ\w+|confirm\w*|believ\w+|think\w*|thought|expect\w*|estimat\w+|"
    r"reject\w*|reiterat\w+|stress\w*|explain\w*|alleg\w+|suggest\w*|critici[sz]\w+|promis\w+|vow\w*|pledg\w+|urg\w+|"
    r"admit\w*|acknowledg\w+|maintain\w*|predict\w*|plead\w*|hop(?:e|es|ed)|plans?|want(?:s|ed)|prais\w+|"
    r"indict\w*|charg\w+|reveal\w*|show(?:s|ed)|found|testif\w+|complain\w*|agree\w*|decid\w+|releas\w+|tipp?ed)\b",
    re.IGNORECASE,
)


def denial(text: str) -> tuple[int, int] | None:
    """Where ``text`` says that somebody denies something, or None."""
    found = _DENIES.search(text)
    return found.span() if found else None


def denies(text: str) -> bool:
    """Whether it says so."""
    return denial(text) is not None


def negates(text: str) -> bool:
    """Whether ``text`` has a negation of any of the languages."""
    return _NEGATES.search(text) is not None


def attributes(sentence: str) -> bool:
    """Whether an English ``sentence`` quotes or reports anybody at all."""
    return _ATTRIBUTES.search(sentence) is not None
