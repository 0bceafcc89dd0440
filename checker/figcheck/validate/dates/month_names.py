"""The names of the months in the languages of figcheck, as they stand in dates, and their short forms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pl nominative": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru nominative": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "uk nominative": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "he with its preposition": "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "fa spelled otherwise": "جنوری فبروری مارچ اپریل می جون جولای آگوست سپتمبر اکتوبر نومبر دسمبر",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "hi spelled otherwise": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "ar, Levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
}
"""Twelve names a language. A blank within a name is written "_"."""

_PERSIAN = (
    "فروردین اردیبهشت خرداد تیر مرداد امرداد شهریور مهر آبان آذر دی بهمن اسفند "
    "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"
)
"""The months of the Persian calendar, as Iran and Afghanistan name them. Their days are none of the Gregorian calendar."""

_OTHERS = {"setiembre": 9, "sept": 9, "jänner": 1, "maerz": 3, "мая": 5}
_SHORTEST = 3
_WHOLE_ONLY = ("ar", "he", "fa", "hi")
"""Languages whose names are not shortened."""


_ONE_LETTER = str.maketrans("ıيىك", "iییک")
"""Letters that are typed for one another: the i of Turkish, and those that Arabic keyboards have for Persian ones."""


def folded(text: str) -> str:
    """Text as names of months are compared: without case, accents and the dots of Arabic letters that are often left out."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_ONE_LETTER).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@cache
def month_names() -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern for every name and short form of a month in folded text, and the month of each.

    A short form has three letters or more, and belongs to one month only in all languages ("mar", but not "jui").
    """
    months: dict[str, set[int]] = {name: {month} for name, month in _OTHERS.items()}
    whole: dict[str, set[int]] = {}
    for language, names in _NAMES.items():
        for month, name in enumerate(names.split(), 1):
            plain = folded(name.replace("_", " "))
            whole.setdefault(plain, set()).add(month)
            if not language.startswith(_WHOLE_ONLY):
                for end in range(_SHORTEST, len(plain)):
                    months.setdefault(plain[:end], set()).add(month)
    known = {name: min(found) for name, found in {**months, **whole}.items() if len(found) == 1}
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W\d_])"), known


@cache
def persian_months() -> re.Pattern[str]:
    """A pattern for every name of a month of the Persian calendar in folded text."""
    names = sorted(map(folded, _PERSIAN.split()), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(names)})(?![^\W\d_])")
