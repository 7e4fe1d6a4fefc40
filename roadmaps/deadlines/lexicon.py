"""The words a deadline is written in: each known word becomes a name and, where it counts, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Meaning(NamedTuple):
    """What a word stands for: «августа» → ("month", 8), «до» → ("until", 0)."""

    name: str
    value: int = 0


MONTHS = (
    "январь января январе январю январем",
    "февраль февраля феврале февралю февралем",
    "март марта марте марту мартом",
    "апрель апреля апреле апрелю апрелем",
    "май мая мае маю маем",
    "июнь июня июне июню июнем",
    "июль июля июле июлю июлем",
    "август августа августе августу августом",
    "сентябрь сентября сентябре сентябрю сентябрем",
    "октябрь октября октябре октябрю октябрем",
    "ноябрь ноября ноябре ноябрю ноябрем",
    "декабрь декабря декабре декабрю декабрем",
)

# Full forms; ё is folded into е before a word comes here.
WORDS: dict[str, tuple[str, ...]] = {
    "from": ("с", "со", "от", "начиная"),
    "by": ("по",),
    "until": ("до",),
    "toward": ("к", "ко"),
    "in": ("в", "во", "на", "теч", "течение", "течении", "втечение", "втечении", "протяжении", "вначале"),
    "ahead": ("за",),
    "after": ("после", "спустя", "через"),
    "not": ("не",),
    "later": ("позднее", "позже", "поздней"),
    "earlier": ("ранее", "раньше"),
    "onwards": ("далее", "затем"),
    "rarer": ("реже", "менее"),
    "than": ("чем",),
    "and": ("и", "или", "либо"),
    "all": ("весь", "круглый", "всего", "все", "всем", "всей"),
    "times": ("раз", "раза", "р"),
    "this_year": ("тг",),
    "now": ("текущего", "текущий", "текущем", "текущему", "этого", "сего", "настоящего", "данного"),
    "next": ("следующего", "следующий", "следующем", "будущего"),
    "except": ("кроме", "исключая", "исключением"),
    "item": ("пп", "пункт", "пункта", "пункты", "пунктов", "приложение", "раздел"),
    "agreed": ("дополнительно", "согласовывается"),
    "pending": ("уточняется", "уточняются", "определяется", "определен", "установлен", "указан", "нет"),
}

# Stems, tried in this order; the numbers stand for months, weekdays, ordinals and seasons.
STEMS: tuple[tuple[str, int, str], ...] = (
    ("term", 0, r"четверт(?:ь|и|ям|ей|ью|ях|ями)|четв"),
    *(
        ("weekday", number, stem)
        for number, stem in enumerate(
            (
                r"понедельник\w{0,3}|пн",
                r"вторник\w{0,3}|вт",
                r"сред(?:а|ы|у|е|ой|ам)|ср",
                r"четверг\w{0,3}|чт",
                r"пятниц\w{1,2}|пт",
                r"суббот\w{0,2}|сб",
                r"воскресень\w{1,2}|вс",
            )
        )
    ),
    ("number", 1, r"перв\w{2,3}|один|одного|одну|одна|одной"),
    ("number", 2, r"втор\w{2,3}|два|две|двух|обоих"),
    ("number", 3, r"треть?\w{1,3}|три|трех"),
    ("number", 4, r"четверт\w{2,3}|четыре|четырех"),
    ("number", 5, r"пят(?:ь|и|ый|ая|ое|ого|ой|ую)"),
    ("number", 6, r"шест(?:ь|и|ой)"),
    ("number", 10, r"десят(?:ь|и|ого|ое|ых)"),
    ("number", 20, r"двадцат(?:ь|и|ого|ое|ых)"),
    ("number", -1, r"последн\w{2,3}"),
    ("adverb_times", 2, r"дважды"),
    ("adverb_times", 3, r"трижды"),
    ("day", 0, r"день|дня|дней|дни|дню|дн"),
    ("week", 0, r"недел(?:я|и|ь|ю|е|ям|ей)|нед"),
    ("decade", 0, r"декад(?:а|ы|у|е|ой|ам)"),
    ("month_word", 0, r"месяц\w{0,2}|мес"),
    ("quarter", 0, r"квартал\w{0,3}|кв"),
    ("half", 0, r"полугоди\w{1,2}|полуг|семестр\w{0,3}|пг"),
    ("half_of", 0, r"половин(?:а|ы|у|е)"),
    ("year", 0, r"год|года|году|годы|годов|годам|годом|годах"),
    ("year", 1, r"г|гг"),
    ("school", 0, r"учебн\w{2,3}|уч|учеб"),
    ("season", 0, r"зим(?:а|ы|у|е|ой)"),
    ("season", 1, r"весн(?:а|ы|у|е|ой)"),
    ("season", 2, r"лето|лета|летом"),
    ("season", 3, r"осен(?:ь|и|ью)"),
    ("seasonal", 0, r"зимн\w{2,3}"),
    ("seasonal", 1, r"весенн\w{2,3}"),
    ("seasonal", 2, r"летн\w{2,3}"),
    ("seasonal", 3, r"осенн\w{2,3}"),
    ("basis", 0, r"основе|порядке|режиме"),
    ("holidays", 0, r"каникул\w{0,3}"),
    ("count_word", 0, r"числ(?:а|о|у|ах|е)"),
    ("date_word", 0, r"дат[аеуы]|срок|сроки|срока|сроком"),
    ("begin", 0, r"начал(?:о|а|е|у|ом)"),
    ("middle", 0, r"середин(?:а|ы|у|е)"),
    ("end", 0, r"конец|конца|конце|концу|концом|окончани\w|завершени\w|истечени\w|исходе"),
    ("results", 0, r"итогам|результатам"),
    ("adjective", 0, r"включительно|месячный|школьн\w{2,3}"),
    ("adjective", 1, r"рабоч\w{2,3}"),
    ("adjective", 0, r"календарн\w{2,3}|отчетн\w{2,3}|соответствующ\w{2,3}"),
    ("every", 0, r"кажд\w{2,3}"),
    ("daily", 0, r"ежедневн\w{1,3}"),
    ("weekly", 0, r"еженедельн\w{1,3}"),
    ("monthly", 0, r"ежемесячн\w{1,3}|помесячно"),
    ("quarterly", 0, r"ежеквартальн\w{1,3}|поквартально"),
    ("yearly", 0, r"ежегодн\w{1,3}"),
    ("always", 0, r"постоянн\w{1,3}|непрерывн\w{1,3}|систематическ\w{1,3}|регулярн\w{1,3}"),
    ("always", 0, r"бессрочн\w{1,3}|круглогодично"),
    ("of_plan", 0, r"реализаци\w|действия|исполнения|выполнения|дорожн\w{2,3}|карты|программы|проекта|плана"),
    ("period", 0, r"период\w{0,2}"),
    ("schedule", 0, r"график\w{0,3}|плану|планом|планам|расписани\w{1,2}|согласовани\w|приказу|срокам|сроками"),
    ("according", 0, r"согласно|соответстви\w"),
    ("separate", 0, r"отдельн\w{2,3}|индивидуальн\w{2,3}|утвержденн\w{2,3}|установленн\w{2,3}|особ\w{2,3}"),
    ("measure", 0, r"мере"),
    ("occasion", 0, r"необходимости|запрос\w{1,2}|требовани\w{1,2}|обращени\w{1,2}|факту|заявк\w{1,3}|заявлени\w{1,2}"),
    ("on_event", 0, r"при|накануне|ходе|момента|незамедлительно|немедленно|сразу"),
)

# Roman numbers as they are typed: «Ш» for III, «П» for II, «1У» for IV.
ROMAN = {"i": 1, "ii": 2, "iii": 3, "ш": 3, "iv": 4, "iу": 4, "1v": 4, "1у": 4}

_LOOKUP = {form: Meaning(name) for name, forms in WORDS.items() for form in forms}
_LOOKUP["п"] = Meaning("item", 2)  # «п. 5» or «П квартал»: the neighbours tell
_STEMS = [(Meaning(name, value), re.compile(stem)) for name, value, stem in STEMS]
_MONTH_FORMS = {form: number for number, forms in enumerate(MONTHS, 1) for form in forms.split()}
_MONTH_SHORT = {form[:n]: number for form, number in _MONTH_FORMS.items() for n in range(3, len(form))}
_GLUED = re.compile(
    rf"(?P<before>с|по|до|к|в)?(?P<first>{'|'.join(_MONTH_FORMS)})(?P<second>{'|'.join(_MONTH_FORMS)})?"
)


@lru_cache(maxsize=8192)
def meaning(word: str) -> Meaning | None:
    """What a folded word stands for; None for a word that no deadline needs."""
    if known := _LOOKUP.get(word):
        return known
    if number := _MONTH_FORMS.get(word):
        return Meaning("month", number)
    for known, stem in _STEMS:
        if stem.fullmatch(word):
            return known
    if number := _MONTH_SHORT.get(word):
        return Meaning("month", number)
    return None


@lru_cache(maxsize=2048)
def unglued(word: str) -> tuple[str, ...]:
    """«доавгуста» → «до», «августа»; a word that is no such pair comes back alone."""
    pair = _GLUED.fullmatch(word)
    return tuple(piece for piece in pair.groups() if piece) if pair else (word,)


def _one_letter_less(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


_NEAR = {less: number for form, number in _MONTH_FORMS.items() if len(form) > 5 for less in _one_letter_less(form)}


@lru_cache(maxsize=2048)
def misspelt_month(word: str) -> int | None:
    """The month that the word is one slip away from: «октябьр» → 10. Short names are left alone."""
    if len(word) < 5:
        return None
    return next((_NEAR[less] for less in _one_letter_less(word) if less in _NEAR), None)
