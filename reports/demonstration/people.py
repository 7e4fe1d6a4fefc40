"""The demonstration's people: who signs in as whom. Passwords are drawn for each installation."""

from dataclasses import dataclass

from schools.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff of the department; directors come with their schools. `login` goes before the @."""

    login: str
    role: str
    name: str
    position: str
    phone: str = ""


ZARECHNY_PEOPLE = (
    Person("head", Role.HEAD, "Северова Марина Алексеевна", "Начальник Управления образования", "8 (49600) 2-10-01"),
    Person(
        "specialist",
        Role.SPECIALIST,
        "Руднева Ирина Сергеевна",
        "Главный специалист отдела общего образования",
        "8 (49600) 2-10-14",
    ),
    Person(
        "methodist", Role.METHODIST, "Кравцова Елена Николаевна", "Методист методического кабинета", "8 (49600) 2-11-30"
    ),
    Person(
        "curator", Role.CURATOR, "Лебедева Ольга Павловна", "Заместитель директора МБОУ лицей № 4", "8 (49600) 2-14-04"
    ),
    Person("curator2", Role.CURATOR, "Гусев Андрей Михайлович", "Учитель-наставник МБОУ СОШ № 2", "8 (49600) 2-12-02"),
    Person("observer", Role.OBSERVER, "Филатов Олег Денисович", "Консультант регионального министерства"),
    Person("admin", Role.ADMIN, "Цветков Максим Ильич", "Инженер-программист", "8 (49600) 2-10-40"),
)
TIKHORECHYE_PEOPLE = (
    Person("head", Role.HEAD, "Шубин Лев Константинович", "Начальник отдела образования", "8 (48700) 3-01-01"),
    Person("specialist", Role.SPECIALIST, "Щукина Ольга Вадимовна", "Ведущий специалист", "8 (48700) 3-01-08"),
    Person("curator", Role.CURATOR, "Юрьева Анна Тарасовна", "Методист", "8 (48700) 3-02-15"),
    Person("admin", Role.ADMIN, "Яшин Егор Павлович", "Системный администратор", "8 (48700) 3-01-20"),
)
