"""What an order contains, from the department's name to the last row of its appendix."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Self

from reports.acquaintance import readers
from reports.builders import school_list
from reports.builders.appendix import Appendix, build_appendix
from reports.models import Order
from reports.permissions import signers
from schools.models import User

SUB_CLAUSE = "\t"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its number: «2.» or, for a sub-clause, «2.1.»."""

    number: str
    text: str
    is_sub: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Who signs that the order was read."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class OrderContent:
    """An order as it is printed. Date and number are empty until it is signed; then the whole object is frozen."""

    department: str
    place: str
    date: str
    number: str
    heading: str
    preamble: str
    clauses: tuple[Clause, ...]
    signer_position: str
    signer_name: str
    executor_name: str
    executor_phone: str
    check_key: str
    readers: tuple[Reader, ...]
    appendices: tuple[Appendix, ...]

    @property
    def closing(self) -> Clause:
        """The last clause: it stays on one page with the signature."""
        return self.clauses[-1]

    @property
    def leading(self) -> tuple[Clause, ...]:
        return self.clauses[:-1]

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, facts: dict) -> Self:
        """The object that `as_dict` was made from, after a journey through JSON."""
        nested = {
            "clauses": tuple(Clause(**clause) for clause in facts["clauses"]),
            "readers": tuple(Reader(**reader) for reader in facts["readers"]),
            "appendices": tuple(Appendix.from_dict(appendix) for appendix in facts["appendices"]),
        }
        return cls(**{**facts, **nested})


def content_of(order: Order, *, as_of: date) -> OrderContent:
    """What was frozen at the signing; before it, what would be signed on that day."""
    return OrderContent.from_dict(order.content) if order.content else build(order, as_of=as_of)


def build(order: Order, *, as_of: date) -> OrderContent:
    """The order as it stands, with the readers of that day. Costs at most seven statements."""
    municipality = order.municipality
    position, name = _signature(order)
    day = f"{order.signed_on:%d.%m.%Y}" if order.signed_on else ""
    return OrderContent(
        department=municipality.department,
        place=municipality.city,
        date=day,
        number=order.number,
        heading=order.heading,
        preamble=order.preamble,
        clauses=number_clauses([*order.clauses, order.control_clause]),
        signer_position=position,
        signer_name=name,
        executor_name=order.executor.full_name,
        executor_phone=order.executor.phone,
        check_key=str(order.check_key),
        readers=tuple(Reader(person.name_in_order, _position(person)) for person in readers(order, as_of)),
        appendices=tuple(_appendices(order, day)),
    )


def number_clauses(texts: list[str]) -> tuple[Clause, ...]:
    """Clauses with their numbers; a text that starts with a tab is a sub-clause of the clause before it."""
    clauses: list[Clause] = []
    main = sub = 0
    for text in texts:
        if text.startswith(SUB_CLAUSE) and main:
            sub += 1
            clauses.append(Clause(f"{main}.{sub}.", text.strip(), is_sub=True))
        else:
            main, sub = main + 1, 0
            clauses.append(Clause(f"{main}.", text.strip()))
    return tuple(clauses)


def _position(person: User) -> str:
    """A position in the middle of a line with the school where it is: «директор МБОУ СОШ № 1», «ИО директора»."""
    position = person.position
    inside = position if position[:2].isupper() else position[:1].lower() + position[1:]
    school = person.school.short_name if person.school else ""
    return inside if school in inside else f"{inside} {school}"


def _signature(order: Order) -> tuple[str, str]:
    if order.signer_name:
        return order.signer_position, order.signer_name
    signer = signers(order.municipality).first()
    return (signer.position, signer.signature) if signer else ("Начальник", "")


def _appendices(order: Order, day: str) -> Iterator[Appendix]:
    paper = {"by": order.municipality.department_genitive, "date": day, "number": order.number}
    if order.kind == Order.Kind.APPROVE_ROADMAP and order.roadmap:
        yield build_appendix(order.roadmap, **paper)
    if order.kind == Order.Kind.FIX_LIST and order.run:
        yield school_list.build_appendix(order.run, **paper)
