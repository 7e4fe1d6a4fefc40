"""What a version of the questionnaire changed in the one before, in sentences: pure."""

from collections.abc import Iterator

from schools import scales
from schools.risks import Content, Question, Risk


def changes(before: Content, after: Content) -> list[str]:
    """A sentence for each change: risks first, then questions and scales."""
    return [*_risks(before, after), *_questions(before, after), *_scales(before, after)]


def _risks(before: Content, after: Content) -> Iterator[str]:
    known = {risk.code: risk for risk in before.risks}
    for risk in after.risks:
        was = known.get(risk.code)
        if was is None:
            yield f"Добавлен риск «{risk.title}»."
            continue
        if was.title != risk.title:
            yield f"Риск «{was.title}» назван иначе: «{risk.title}»."
        if was.is_removed != risk.is_removed:
            yield f"О риске «{risk.title}» {'больше не' if risk.is_removed else 'снова'} спрашивают."
        if _limits(was) != _limits(risk):
            yield f"Пороги риска «{risk.title}»: {_limits(risk)}; были {_limits(was)}."


def _limits(risk: Risk) -> str:
    return f"{risk.low_from}, {risk.medium_from} и {risk.high_from}"


def _questions(before: Content, after: Content) -> Iterator[str]:
    known, titles = {question.code: question for question in before.questions}, _titles(after)
    for question in after.questions:
        was = known.get(question.code)
        if was is None:
            yield f"Добавлен вопрос «{question.text}» о риске «{titles[question.risk]}», вес {question.weight}."
            continue
        if was.text != question.text:
            yield f"Вопрос «{was.text}» спрошен иначе: «{question.text}»."
        if was.weight != question.weight:
            yield _weighed(was, question)
        if was.risk != question.risk:
            yield f"Вопрос «{question.text}» теперь о риске «{titles[question.risk]}»."
        if was.scale != question.scale:
            yield f"На вопрос «{question.text}» отвечают так: {scales.in_words(after.options(question))}."


def _weighed(was: Question, now: Question) -> str:
    if not now.weight:
        return f"Вопрос «{now.text}» больше не задают."
    return f"Вес вопроса «{now.text}»: {now.weight}; был {was.weight}."


def _titles(content: Content) -> dict[str, str]:
    return {risk.code: risk.title for risk in content.risks}


def _scales(before: Content, after: Content) -> Iterator[str]:
    for key, options in after.scales.items():
        was = before.scales.get(key)
        if was is None:
            yield f"Добавлена шкала: {scales.in_words(options)}."
        elif was != options:
            yield f"Шкала «{scales.in_words(was)}» стала такой: {scales.with_points(options)}."
    for key, options in before.scales.items():
        if key not in after.scales:
            yield f"Убрана шкала «{scales.in_words(options)}»."
