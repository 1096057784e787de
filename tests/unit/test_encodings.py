"""Texts in the encodings that people still have: read exactly, or with a word of doubt, never silently wrong."""

import pytest

from summarizer.documents.loaders.encoding import decode

TEXTS = {
    "de": "Die Brücke über die Förde wird für sechs Wochen gesperrt, sagte der Bürgermeister am Dienstag. Größere Schäden "
    "seien nicht zu befürchten, doch müsse man die Pfähle prüfen. Zuständig sei das Straßenbauamt.",
    "fr": "Le pont sera fermé pendant six semaines, a déclaré le maire mardi. Les pêcheurs n’ont pas été consultés, "
    "et l’hiver sera difficile. La région paie à peu près la moitié des réparations.",
    "pl": "Most zostanie zamknięty na sześć tygodni, powiedział we wtorek burmistrz. Rybacy twierdzą, że nikt ich nie "
    "zapytał, a zima będzie ciężka. Połowę kosztów naprawy zapłaci województwo.",
    "cs": "Most bude na šest týdnů uzavřen, řekl v úterý starosta. Rybáři tvrdí, že se jich nikdo neptal a že zima bude "
    "těžká. Polovinu nákladů na opravu zaplatí kraj.",
    "ru": "Мост будет закрыт на шесть недель, заявил во вторник мэр города. Рыбаки говорят, что их никто не спрашивал и "
    "что зима будет тяжёлой. Половину расходов на ремонт оплатит область.",
    "bg": "Мостът ще бъде затворен за шест седмици, заяви във вторник кметът. Рибарите казват, че никой не ги е питал и "
    "че зимата ще бъде тежка. Половината от разходите ще плати областта.",
    "el": "Η γέφυρα θα παραμείνει κλειστή για έξι εβδομάδες, δήλωσε την Τρίτη ο δήμαρχος. Οι ψαράδες λένε ότι κανείς δεν "
    "τους ρώτησε και ότι ο χειμώνας θα είναι δύσκολος.",
    "tr": "Belediye başkanı salı günü yaptığı açıklamada köprünün altı hafta boyunca kapalı kalacağını söyledi. Balıkçılar "
    "kimsenin kendilerine sormadığını ve kışın zor geçeceğini belirtti.",
    "he": "הגשר ייסגר לשישה שבועות, אמר ראש העיר ביום שלישי. הדייגים אומרים שאיש לא שאל אותם ושהחורף יהיה קשה.",
    "ar": "قال رئيس البلدية يوم الثلاثاء إن الجسر سيغلق لمدة ستة أسابيع. ويقول الصيادون إن أحدا لم يسألهم وإن الشتاء سيكون صعبا.",
    "ja": "市長は火曜日、橋を六週間閉鎖すると発表した。漁師たちは誰にも相談されなかったと話し、冬は厳しくなると語った。",
    "zh": "市长星期二宣布，这座桥将关闭六个星期。渔民们说，没有人问过他们的意见，这个冬天会很艰难。",
    "tw": "市長星期二宣布，這座橋將關閉六個星期。漁民們說，沒有人問過他們的意見，這個冬天會很艱難。",
    "ko": "시장은 화요일 다리를 육 주 동안 폐쇄한다고 밝혔다. 어부들은 아무도 자신들에게 묻지 않았다며 겨울이 힘들 것이라고 말했다.",
}
OLD = [
    ("de", "cp1252"), ("de", "latin-1"), ("fr", "cp1252"), ("pl", "cp1250"), ("pl", "iso8859-2"), ("cs", "cp1250"),
    ("cs", "iso8859-2"), ("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "cp866"), ("bg", "cp1251"), ("el", "cp1253"),
    ("el", "iso8859-7"), ("tr", "cp1254"), ("he", "cp1255"), ("ar", "cp1256"), ("ja", "shift_jis"), ("ja", "euc_jp"),
    ("ja", "iso2022_jp"), ("zh", "gb2312"), ("zh", "gb18030"), ("tw", "big5"), ("ko", "euc_kr"), ("ko", "cp949"),
]  # fmt: skip
OF_TODAY = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


def written(language: str, encoding: str) -> bytes:
    """The text of a language in an encoding, without the quotation marks that an old one lacks."""
    text = TEXTS[language] if encoding.startswith(("utf", "cp125")) else TEXTS[language].replace("’", "'")
    return text.encode(encoding)


def sent(language: str, encoding: str) -> str:
    return TEXTS[language] if encoding.startswith(("utf", "cp125")) else TEXTS[language].replace("’", "'")


@pytest.mark.parametrize("encoding", OF_TODAY)
@pytest.mark.parametrize("language", TEXTS)
def test_unicode_is_read_exactly_and_without_a_doubt(language: str, encoding: str) -> None:
    found = decode(written(language, encoding))
    assert found is not None
    assert (found.text, found.doubt) == (TEXTS[language], "")


@pytest.mark.parametrize(("language", "encoding"), OLD)
def test_an_old_encoding_that_is_declared_is_believed(language: str, encoding: str) -> None:
    found = decode(written(language, encoding), encoding)
    assert found is not None
    assert (found.text, found.doubt) == (sent(language, encoding), "")


@pytest.mark.parametrize(("language", "encoding"), OLD)
def test_an_old_encoding_that_nobody_names_is_found(language: str, encoding: str) -> None:
    found = decode(written(language, encoding))
    assert found is not None
    assert found.text == sent(language, encoding)


@pytest.mark.parametrize(("language", "encoding"), OLD)
def test_a_page_may_name_its_own_encoding(language: str, encoding: str) -> None:
    page = f'<!doctype html><html><head><meta charset="{encoding}"></head><body><p>'.encode()
    found = decode(page + written(language, encoding), markup=True)
    assert found is not None
    assert found.text.endswith(sent(language, encoding))


@pytest.mark.parametrize("wrong", ["utf-8", "utf-16", "no-such-encoding", "utf-7", "unicode-escape"])
def test_a_wrong_name_is_not_believed_and_said(wrong: str) -> None:
    found = decode(written("de", "cp1252"), wrong)
    assert found is not None
    assert "ü" in found.text
    assert found.doubt


@pytest.mark.parametrize(
    "raw", [bytes(range(256)) * 4, b"\x7fELF\x02\x01" + bytes(60), b"\xff\xfe\x00\xd8\x00", b"\x00" * 90]
)
def test_what_is_no_text_is_none(raw: bytes) -> None:
    assert decode(raw) is None
