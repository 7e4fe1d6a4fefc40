"""First wording of an order from what it is about. A person reads it and changes it before it is submitted."""

from collections import Counter

from config.alphabet import natural_key
from reports import amendments, wording
from reports.builders import school_list
from reports.models import Order
from roadmaps.changes import Changes
from roadmaps.models import Roadmap
from roadmaps.services import changes_of
from schools.models import IdentificationRun, Verdict
from schools.services import followed_by


def approving(roadmap: Roadmap) -> dict:
    """Heading, preamble and clauses of the order that approves a roadmap."""
    period = f"в период с {roadmap.starts_on:%d.%m.%Y} по {roadmap.ends_on:%d.%m.%Y}"
    return {
        "kind": Order.Kind.APPROVE_ROADMAP,
        "heading": f"Об утверждении {wording.genitive(roadmap.title)}"[:500],
        "preamble": (
            "В целях адресной поддержки школ с низкими образовательными результатами и школ, которые работают "
            f"в неблагоприятных социальных условиях, {period}"
        ),
        "clauses": _school_clauses(roadmap) if roadmap.school else _municipal_clauses(roadmap),
    }


def amending(draft: Roadmap) -> dict:
    """Heading, preamble and clauses of the order that carries a draft's changes into the roadmap in force."""
    title = draft.amends.title
    return {
        "kind": Order.Kind.AMEND_ROADMAP,
        "heading": f"О внесении изменений в {wording.accusative(title)}"[:500],
        "preamble": "В связи с уточнением мероприятий, сроков их выполнения и ответственных исполнителей",
        "clauses": [
            f"Внести в {wording.accusative(title)} ({_orders(draft.amends)}) следующие изменения:",
            *changing_clauses(draft, changes_of(draft)),
            "Ответственным исполнителям выполнять мероприятия с учётом внесённых изменений.",
        ],
    }


def _orders(roadmap: Roadmap) -> str:
    """The order that approved it, and the last one that changed it."""
    first = f"приказ от {roadmap.approved_on:%d.%m.%Y} № {roadmap.approved_by_order}"
    last = roadmap.editions.filter(number__gt=1).only("order_number", "in_force_from").first()
    return f"{first}, в редакции приказа от {last.in_force_from:%d.%m.%Y} № {last.order_number}" if last else first


def fixing(run: IdentificationRun) -> dict:
    """Heading, preamble and clauses of the order that fixes the lists of a run."""
    title = school_list.title(run)
    about = title[:1].lower() + title[1:]
    instead = f" взамен утверждённого {run.replaces.order_told}" if run.replaces else ""
    return {
        "kind": Order.Kind.FIX_LIST,
        "heading": f"Об утверждении {about.replace('перечень', 'перечня', 1)}"[:500],
        "preamble": (
            f"По итогам отнесения школ на основании {wording.genitive_of_method(run.rules.name)} "
            f"(версия {run.version.number}) и в целях адресной поддержки школ"
        ),
        "clauses": [
            f"Утвердить {about} (приложение){instead}.",
            *_leaving_clauses(run),
            *_risk_clauses(run),
            "Руководителям школ, включённых в перечень:",
            "\tознакомить педагогический коллектив с настоящим приказом;",
            "\tразработать дорожную карту школы и выполнять её мероприятия в установленные сроки.",
            "Закрепить за школами, включёнными в перечень, кураторов.",
        ],
    }


def _leaving_clauses(run: IdentificationRun) -> list[str]:
    """Schools that leave the lists by this order, and those that left before and are followed still."""
    leaving, left, staying = followed_by(run)
    return [
        f"{told}: {', '.join(sorted(map(str, schools), key=natural_key))}."
        for told, schools in (
            ("Исключить из перечня и сопровождать в течение двух лет", leaving),
            ("Исключить из одного списка и оставить в другом", staying),
            ("Продолжить сопровождение школ, исключённых из перечня ранее", left),
        )
        if schools
    ]


def _risk_clauses(run: IdentificationRun) -> list[str]:
    if not run.schools.with_verdict().filter(verdict_now=Verdict.RISK).exists():
        return []
    return ["Принять к сведению, что школы группы риска, названные в приложении, в перечень не входят."]


def changing_clauses(draft: Roadmap, changes: Changes) -> list[str]:
    """A sub-clause for each change of the draft."""
    numbers = Counter(map(amendments.bare_number, draft.amends.activities.in_order().values_list("number", flat=True)))
    repeated = {number for number, count in numbers.items() if count > 1}
    return [f"\t{line}" for line in amendments.in_words(changes, repeated=repeated)]


def _municipal_clauses(roadmap: Roadmap) -> list[str]:
    return [
        f"Утвердить {wording.accusative(roadmap.title)} (приложение).",
        "Ответственным исполнителям, указанным в приложении:",
        "\tвыполнять мероприятия в установленные сроки;",
        "\tв течение трёх рабочих дней после выполнения отмечать его и прикладывать подтверждающий документ.",
        "Руководителям школ, которым оказывается поддержка:",
        "\tознакомить педагогический коллектив с настоящим приказом;",
        "\tпо итогам каждого полугодия представлять отчёт о выполненной работе.",
        "Кураторам школ посещать закреплённые школы, проводить консультации и проверять отчёты школ.",
    ]


def _school_clauses(roadmap: Roadmap) -> list[str]:
    school = roadmap.school.short_name
    of_school = "" if school in roadmap.title else f", {school}"
    return [
        f"Утвердить {wording.accusative(roadmap.title)}{of_school} (приложение).",
        f"Руководителю {school}:",
        "\tобеспечить выполнение мероприятий в установленные сроки;",
        "\tпо итогам каждого полугодия представлять отчёт о выполненной работе.",
        "Куратору школы оказывать методическую помощь и проверять отчёты школы.",
    ]
