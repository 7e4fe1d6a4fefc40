"""Numbers of a passport that changed so much against last year that a person is asked once more."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from config.templatetags.opora import plural_word
from schools.models import PassportQuestion


def jumps(questions: Iterable[PassportQuestion], last: Mapping, now: Mapping) -> dict[str, str]:
    """Code of each number that jumped, with the sentence that asks about it.

    Exactly the limit is no jump; a number that one of the years lacks is compared with nothing. From or to nought
    the factor says nothing, so that only a limit in points speaks then.
    """
    found = {}
    for question in questions:
        before, after = last.get(question.code), now.get(question.code)
        if before is None or after is None or question.unit == PassportQuestion.Unit.YES_NO:
            continue
        said = _jump(question, Decimal(str(before)), Decimal(str(after)))
        if said:
            found[question.code] = said
    return found


def _jump(question: PassportQuestion, before: Decimal, after: Decimal) -> str:
    change = f"В прошлом году — {shown(before)}, теперь — {shown(after)}"
    more = "больше" if after > before else "меньше"
    small, large = sorted((before, after))
    if question.jump_factor and small and large > question.jump_factor * small:
        times = round(large / small, 1)
        return f"{change}: {more} в {shown(times)} {_agree(times, 'раз,раза,раз', 'раза')}. Всё верно?"
    if question.jump_points and large - small > question.jump_points:
        points = "процентный пункт,процентных пункта,процентных пунктов"
        is_share = question.unit == PassportQuestion.Unit.PERCENT
        unit = " " + _agree(large - small, points, "процентного пункта") if is_share else ""
        return f"{change}: {more} на {shown(large - small)}{unit}. Всё верно?"
    return ""


def _agree(number: Decimal, forms: str, of_a_part: str) -> str:
    """The noun after a whole number, or after one with a fraction."""
    return plural_word(number, forms) if number == int(number) else of_a_part


def shown(value) -> str:
    """A number as it is written here: «26,5», «400», «да»; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    number = Decimal(str(value)).normalize()
    return f"{number:f}".replace(".", ",")
