"""The few words that brief adds to a briefing: in the briefing's language, else in English."""

from datetime import date

from ..facts.calendar_names import long_date

__all__ = ["heading", "in_words"]

_FIELDS = ("bottom_line", "claims", "caveats", "numbers", "actors", "also")
_HEADINGS = {
    "en": ("Bottom line", "Key points", "Careful", "Figures", "Who", "Also"),
    "de": ("Das Wichtigste", "Kernpunkte", "Vorsicht", "Zahlen", "Wer", "Außerdem"),
    "fr": ("L’essentiel", "Points clés", "À savoir", "Chiffres", "Qui", "Aussi"),
    "es": ("Lo esencial", "Puntos clave", "Cautela", "Cifras", "Quién", "Además"),
    "it": ("In breve", "Punti chiave", "Cautela", "Cifre", "Chi", "Inoltre"),
    "pt": ("O essencial", "Pontos principais", "Cautela", "Números", "Quem", "Também"),
    "nl": ("De kern", "Hoofdpunten", "Voorbehoud", "Cijfers", "Wie", "Ook"),
}


def heading(field: str, language: str) -> str:
    """Return the heading for a field of a content: brief's own word for the usual fields, else the field's name."""
    if field in _FIELDS:
        return _HEADINGS.get(language, _HEADINGS["en"])[_FIELDS.index(field)]
    return field.replace("_", " ").capitalize()


def in_words(day: date | None, language: str = "en") -> str:
    """Return the date as ``14 March 2026``, in the order and words of ``language``; or a note that there is none."""
    return " ".join(long_date(day, language).split()) if day else "date not given"
