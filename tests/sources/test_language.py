"""Which language a text is in, short headlines included."""

from __future__ import annotations

import pytest

from parley.sources.language import language_code, language_of

from .samples import BERN


@pytest.mark.parametrize(
    "text",
    [
        "Syria peace talks resume in Geneva", "Gunmen kill eight in Burkina Faso market attack", BERN, BERN.upper(),
        "Erdoğan meets Putin in Sochi", "Hezbollah chief vows revenge for strike on Beirut", "US imposes new sanctions",
        "Protests erupt in La Paz after vote", "China’s Xi meets with Japan’s PM",
        "De Mistura leaves La Marsa for talks",
        "Ukraine says it shot down 30 drones overnight", "Colombia: ELN rebels free kidnapped soldiers",
    ],
)  # fmt: skip
def test_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Rusia y Ucrania acuerdan un alto el fuego"), ("es", "El ejército bombardea la ciudad de Alepo"),
        ("es", "Al menos 12 muertos en un ataque en Kabul"), ("fr", "La Russie et l'Ukraine signent un accord"),
        ("fr", "Au moins douze morts dans une attaque à Kaboul"), ("fr", "L’Iran rejette l’offre américaine"),
        ("de", "Russland und die Ukraine einigen sich auf eine Waffenruhe"), ("de", "Regierung kündigt Neuwahlen an"),
        ("de", "Mindestens zwölf Tote bei einem Angriff in Kabul"), ("ar", "الجيش يقصف مدينة حلب"),
        ("ru", "Россия и Украина договорились о перемирии"), ("uk", "Україна і Росія домовилися про перемир'я"),
        ("zh", "俄罗斯与乌克兰同意停火"), ("ja", "ロシアとウクライナが停戦で合意"),
        ("ko", "러시아와 우크라이나 휴전 합의"),
        ("fa", "ایران پیشنهاد آمریکا را رد کرد"), ("he", "ישראל וחמאס הסכימו להפסקת אש"),
        ("el", "Συνομιλίες στη Γενεύη"),
        ("it", "La Russia e l'Ucraina firmano un accordo di pace"),
        ("tr", "Türkiye ve Rusya yeni bir anlaşma imzaladı"),
    ],
)  # fmt: skip
def test_other_languages(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "OK", "12 34 ...", "Kabul", "Troops enter", "\u200b\u202e"])
def test_too_short_to_say(text: str) -> None:
    assert language_of(text) is None


def test_a_language_without_words_here_is_undetermined() -> None:
    finnish = (
        "Hallitus ilmoitti uusista toimista rajan turvaamiseksi, ja pääministeri kertoi asiasta tiedotustilaisuudessa "
        "myöhään illalla samalla kun eduskunta kokoontui ylimääräiseen istuntoon keskustelemaan tilanteesta, johon "
        "liittyy monia avoimia kysymyksiä"
    )
    assert language_of(finnish) == "und"


def test_foreign_names_and_quotes_do_not_make_english_foreign() -> None:
    assert language_of(BERN + " “No hay acuerdo, pero la mesa sigue abierta”, he said in Spanish.") == "en"
    assert language_of(BERN + " Россия. الجيش") == "en"


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en-GB", "en"), ("EN_us", "en"), ("English", "en"), ("eng", "en"), ("fr", "fr"), ("", None), ("??", None)],
)
def test_stated_languages(stated: str, code: str | None) -> None:
    assert language_code(stated) == code
