"""First wording of an order from what it is about. A person reads it and changes it before it is submitted."""

from reports import wording
from reports.models import Order
from roadmaps.models import Roadmap


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
