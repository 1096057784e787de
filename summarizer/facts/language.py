"""Detection of a text's language: by its script, by function words if there are enough, else by a library.

Linear; ``und`` if the evidence is thin. The language decides which word lists a check may use and in which language a
briefing is requested; nothing is ever rejected because of it.
"""

import re

from .identification import identified

__all__ = ["FUNCTION_WORDS", "NAMES", "detect", "words"]

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip

_LISTS = {
    "en": "the of and to in a is that for it was on with as are by at from be this have has not but they his which or "
    "an were said had their he she its who been will would also about after more than when there we you i if into no "
    "what up out over so some them can could other these her him our us do does did being may might should",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
    "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr "
    "durch man sein wurde sei kann ihre wenn gegen vom schon seine habe wir",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son "
    "mais comme ou si leur y dont aux été elle sa cette ont ces être ses fait nous même entre deux aussi après",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin "
    "sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está",
    "it": "di e il la che in a per un è del non una i le della con si da sono al dei come anche più nel ha alla ma gli "
    "lo delle se su o dal ed questo dalla nella degli stato essere hanno tra era anni due",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou "
    "quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos foi são está",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij door uit nog worden "
    "naar heeft hij ze wordt over zich deze haar hebben die meer tot werd was tegen kan geen jaar",
    "sv": "och i att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när år "
    "under också efter eller nu sin där vid mot ska skulle hade blir ut alla",
    "da": "og i at det er en til af på for med den der de som har ikke et om var han men sig fra vi så kan når år over "
    "også efter eller nu sin ved mod skal ville havde bliver ud alle blev være",
    "no": "og i det er på en til som av for at med den de har ikke om et var han men seg fra vi så kan når år over "
    "også etter eller nå sin ved mot skal ville hadde blir ut alle ble være",
    "fi": "ja on ei se että oli hän joka mutta myös kun ovat tai niin kuin vain jos sen ole mukaan hänen vuoden jo "
    "nyt ollut sekä voi olla tämä",
    "pl": "w i na z do się nie że o to jest za po od przez jak dla są był ale tego które co oraz ich być już tym także "
    "może roku tylko jego jej który",
    "cs": "a v se na je že s z do o to i k ve pro za by ale si po jsou jako od tak byl které podle který jeho nebo už "
    "při také jen roku však",
    "ro": "de și în a la cu pe nu o din că care pentru un mai este au fost sunt să se ce prin dar după ca al sau între "
    "acest lui",
    "hu": "a az és hogy nem is egy ez volt meg csak már még mint de van el vagy ki azt lesz kell szerint után ha",
    "tr": "ve bir bu da de için ile çok olarak daha olan gibi en kadar sonra var ise ya ne her ancak değil göre olduğu "
    "oldu",
    "ru": "и в не на что с по он как это из у за к от о то для но же так все а его был она до было мы или если при "
    "года также после",
    "uk": "і в не на що з та у до за як від це про для по але й його був яка також після або при року вони було цього",
    "bg": "на и да се в за от с е по че не са като това към си ще но до при или са които след през още който бе",
}

FUNCTION_WORDS: dict[str, frozenset[str]] = {code: frozenset(text.split()) for code, text in _LISTS.items()}
"""The most common words of each language: sharing them is no evidence that two sentences say the same."""

_SPEAKERS: dict[str, list[str]] = {}
for _code, _words in FUNCTION_WORDS.items():
    for _word in _words:
        _SPEAKERS.setdefault(_word, []).append(_code)

_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"), ("ko", "\uac00", "\ud7af"), ("zh", "\u4e00", "\u9fff"), ("th", "\u0e00", "\u0e7f"),
    ("he", "\u0590", "\u05ff"), ("el", "\u0370", "\u03ff"),
)  # fmt: skip
"""Scripts that identify the language. Arabic and Devanagari do not: Persian, Urdu, Marathi and Nepali have them too."""
_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = {c: " " for c in range(128) if not chr(c).isalpha()}
_BEYOND_LATIN = re.compile(r"[^\W\u0000-\u036f]")
_SAMPLE = 2_000
MIN_WORDS = 12
"""Fewest words for which function words decide; for shorter texts, such as headlines, they were unreliable."""
MIN_SHARE, MAX_RIVAL = 0.25, 0.5
"""Least share of one language's function words, and the most that another may have of that number."""
_TYPOGRAPHY = "’‘“”„–—…\u00a0"


def words(text: str) -> list[str]:
    """The runs of letters of ``text``, lower case."""
    plain = _plain(text)
    return plain.lower().translate(_NO_LETTERS).split() if plain.isascii() else _WORD.findall(plain.lower())


def _plain(text: str) -> str:
    """``text`` with spaces for typographic marks: plain ASCII splits five times as fast."""
    if not text.isascii():
        for mark in _TYPOGRAPHY:
            text = text.replace(mark, " ")
    return text


def detect(text: str) -> str:
    """The BCP 47 code of the main language of ``text``, or ``und``. Reads at most its first 2,000 characters."""
    sample = _plain(text[:_SAMPLE])
    return _by_script(sample) or _by_function_words(words(sample)) or identified(text[:_SAMPLE], NAMES)


def _by_script(sample: str) -> str | None:
    foreign = 0 if sample.isascii() else len(_BEYOND_LATIN.findall(sample))
    letters = [c for c in sample if c.isalpha()] if foreign else []
    if letters and foreign > 0.1 * len("".join(_WORD.findall(sample))):
        for code, low, high in _SCRIPTS:
            share = sum(low <= c <= high for c in letters) / len(letters)
            if share > (0.1 if code == "ja" else 0.4):
                return code
    return None


def _by_function_words(found: list[str]) -> str | None:
    """Return the language whose function words clearly dominate, as in most articles; no model is loaded."""
    if len(found) < MIN_WORDS:
        return None
    scores = dict.fromkeys(FUNCTION_WORDS, 0)
    for word in found:
        for code in _SPEAKERS.get(word, ()):
            scores[code] += 1
    best, second = sorted(scores, key=lambda code: scores[code], reverse=True)[:2]
    clear = scores[best] >= MIN_SHARE * len(found) and scores[second] <= MAX_RIVAL * scores[best]
    return best if clear else None
