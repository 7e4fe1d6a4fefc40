"""Which documents a row of a plan asks for, read of its own words: «Приказ об утверждении плана» is a «приказ».

Only what is named as the thing itself counts. «Приказ об утверждении плана» asks for no plan, «по итогам реализации
программы» asks for nothing: better no demand than a wrong one.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from roadmaps.models.document import OutputDocument

Kind = OutputDocument.Kind
# Endings of a word; those before the line can be nothing but what the sentence is about.
MASCULINE, HARD = "- ы | а у ом е ов ам ами ах", "- и | а у ом е ов ам ами ах"
FEMININE, NEUTER = "а у | ы и е ой ою ам ами ах", "е | я ю ем и й ям ями ях"
STEMS = (
    (Kind.ORDER, "приказ", MASCULINE),
    (Kind.ORDER, "распоряжени", NEUTER),
    (Kind.NOTE, "справк", FEMININE),
    (Kind.NOTE, "справок", "| -"),
    (Kind.PROTOCOL, "протокол", MASCULINE),
    (Kind.REGULATION, "положени", NEUTER),
    (Kind.REPORT, "отчет", MASCULINE),
    (Kind.PLAN, "план", MASCULINE),
    (Kind.PLAN, "график", HARD),
    (Kind.PROGRAMME, "программ", FEMININE + " -"),
    (Kind.MATERIALS, "материал", MASCULINE),
    (Kind.MATERIALS, "сборник", HARD),
    (Kind.AGREEMENT, "договор", MASCULINE),
    (Kind.AGREEMENT, "соглашени", NEUTER),
    (Kind.MONITORING, "мониторинг", HARD),
)


def _forms() -> dict[str, tuple[Kind, bool]]:
    """Every form of every word, with its kind and whether it can only be the subject."""
    forms = {}
    for kind, stem, endings in STEMS:
        clear, _, other = endings.partition("|")
        for group, is_clear in ((clear, True), (other, False)):
            forms.update({stem + ending.strip("-"): (kind, is_clear) for ending in group.split()})
    return forms


FORMS = _forms()
ROAD, MAP = re.compile("дорожн(?:ая|ой|ою|ую|ые|ых|ым|ыми)"), re.compile("карт(?:а|ы|е|у|ой|ою|ам|ами|ах)?")

BREAK = re.compile(r"[;\n•]|(?<=[а-яё»)])\.(?:\s|$)")  # a new thing begins, whatever was said before
JOINT = re.compile(r"[,/+]|\bи\b|\bа также\b|\bили\b")  # a thing of the same kind, or one more word of the last
WORD = re.compile(r"[а-яa-z0-9]+(?:-[а-яa-z0-9]+)*|\(|\)")
ADJECTIVE = re.compile(r"(?:ого|его|ому|ему|ым|им|ом|ем|ой|ей|ых|их|ыми|ими|ую|юю|ое|ые|ий|ый|ая)$")
# After these a document is only spoken of.
PARTICIPLE, BY_WHOM = re.compile("нн(?:ый|ая|ое|ые)$"), re.compile("(?:ом|ем|ой)$")  # «утверждённый приказом»
GOVERNS = frozenset(
    [
        "по",
        "согласно",
        "с",
        "со",
        "в",
        "во",
        "к",
        "ко",
        "на",
        "из",
        "при",
        "для",
        "об",
        "о",
        "обо",
        "без",
        "от",
        "до",
        "между",
        "за",
        "над",
        "под",
        "через",
        "соответствии",
        "рамках",
        "основании",
        "основе",
        "ходе",
        "итогам",
        "результатам",
        "счет",
        "части",
        "реализация",
        "реализации",
        "выполнение",
        "выполнению",
        "выполнения",
        "исполнение",
        "исполнения",
        "освоение",
        "освоения",
        "обсуждение",
        "рассмотрение",
        "участие",
        "соблюдение",
        "анализ",
        "изучение",
        "эффективность",
        "уровень",
        "качество",
        "улучшение",
    ]
)
REGULATION = re.compile("положени[а-я]{1,2} (?:об?|обо|по|«)|положени[а-я]{1,2}$")  # not «положение дел»


@lru_cache(maxsize=4096)
def required_kinds(output_documents: str, result: str = "") -> tuple[Kind, ...]:
    """Kinds in the order named; the result speaks only where the document's own cell is empty."""
    text = (output_documents.strip() or result).lower().replace("ё", "е").replace("\xa0", " ")
    found: dict[Kind, None] = {}
    for thing in BREAK.split(text):
        found.update(dict.fromkeys(_of_thing(thing)))
    return tuple(found)


def _of_thing(thing: str) -> Iterable[Kind]:
    """Documents joined by commas and «и»; after a dependent one («об утверждении плана и …») only a clear subject."""
    is_dependent = False
    for part in JOINT.split(thing):
        documents = list(_documents(part))
        if documents:
            kind, is_free, is_subject = documents[0]
            if is_free and (is_subject or not is_dependent):
                yield kind
                is_dependent = len(documents) > 1
            else:
                is_dependent = True


def _documents(part: str) -> Iterable[tuple[Kind, bool, bool]]:
    """Documents of the part: the kind, whether it is free of a word that governs it, whether it can be nothing else."""
    words = WORD.findall(part)
    for place in range(len(words)):
        known = _known(words, place, part)
        if known:
            kind, is_subject = known
            yield kind, not _is_governed(words, place), is_subject


def _known(words: list[str], place: int, part: str) -> tuple[Kind, bool] | None:
    """The kind that the word names, and whether it can only be the subject."""
    first = words[place].split("-")[0]
    if ROAD.fullmatch(first) and MAP.fullmatch([*words, ""][place + 1]):
        return Kind.PLAN, first.endswith("ая")
    known = FORMS.get(first)
    if known and known[0] == Kind.REGULATION and not REGULATION.search(part.strip(" .")):
        return None
    return known


def _is_governed(words: list[str], place: int) -> bool:
    """Whether a preposition or «реализация» stands before it, adjectives between them left out."""
    before = place - 1
    if before >= 0 and PARTICIPLE.search(words[before]) and BY_WHOM.search(words[place]):
        return True
    while before >= 0 and ADJECTIVE.search(words[before]) and words[before] not in GOVERNS:
        before -= 1
    return before >= 0 and words[before] in GOVERNS


def missing_kinds(required: Iterable[str], attached: Iterable[str]) -> tuple[Kind, ...]:
    """Kinds that are asked for and not among those attached."""
    there = set(attached)
    return tuple(Kind(kind) for kind in required if kind not in there)


def in_words(kinds: Iterable[Kind]) -> str:
    """«Нужен документ: справка», «Нужны документы: приказ, справка», empty for none."""
    names = [Kind(kind).label.lower() for kind in kinds]
    if not names:
        return ""
    return f"{'Нужен документ' if len(names) == 1 else 'Нужны документы'}: {', '.join(names)}"
