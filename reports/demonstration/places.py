"""The demonstration's municipalities and schools; every name and number is invented."""

from dataclasses import dataclass

from schools.models import School

K = School.Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality with its schools. `key` begins the logins of its people."""

    key: str
    name: str
    department: str
    department_genitive: str
    city: str
    order_number_pattern: str
    centre: tuple[str, str]


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """A school; `listed` is (low results, adverse conditions, followed-up year), or None for a school on no list."""

    short_name: str
    kind: str
    director: str
    address: str
    where: tuple[str, str]
    pupils: int
    below_percent: int
    is_rural: bool = False
    is_base: bool = False
    road_km: int = 2  # to the centre; longer than the straight line on the map
    listed: tuple[bool, bool, int] | None = None
    reason: str = ""


ZARECHNY = Place(
    "zarechny",
    "Заречный городской округ",
    "Управление образования администрации Заречного городского округа",
    "Управления образования администрации Заречного городского округа",
    "г. Заречный",
    "{n}-о",
    ("55.40990", "39.15810"),
)
TIKHORECHYE = Place(
    "tikhorechye",
    "Тихореченский муниципальный район",
    "Отдел образования администрации Тихореченского муниципального района",
    "Отдела образования администрации Тихореченского муниципального района",
    "с. Тихоречье",
    "{n}-од",
    ("54.90180", "38.40060"),
)

ZARECHNY_SCHOOLS = (
    SchoolFacts(
        "МБОУ СОШ № 1", K.SECONDARY, "Астахова Вера Дмитриевна", "ул. Садовая, 4", ("55.41210", "39.15520"), 812, 8
    ),
    SchoolFacts(
        "МБОУ СОШ № 2",
        K.SECONDARY,
        "Белкина Наталья Юрьевна",
        "ул. Заводская, 17",
        ("55.40880", "39.16240"),
        764,
        6,
        is_base=True,
    ),
    SchoolFacts(
        "МБОУ СОШ № 3", K.SECONDARY, "Воронин Павел Ильич", "пр. Строителей, 9", ("55.41900", "39.14410"), 690, 11
    ),
    SchoolFacts(
        "МБОУ лицей № 4",
        K.LYCEUM,
        "Горелова Софья Андреевна",
        "ул. Лесная, 2",
        ("55.42330", "39.15950"),
        905,
        3,
        is_base=True,
    ),
    SchoolFacts(
        "МБОУ гимназия № 5", K.GYMNASIUM, "Дёмина Алла Викторовна", "ул. Парковая, 21", ("55.41560", "39.17010"), 733, 4
    ),
    SchoolFacts(
        "МБОУ СОШ № 6", K.SECONDARY, "Ершов Кирилл Олегович", "ул. Озёрная, 30", ("55.40120", "39.14890"), 588, 13
    ),
    SchoolFacts(
        "МБОУ СОШ № 7",
        K.SECONDARY,
        "Жукова Лидия Степановна",
        "ул. Вокзальная, 11",
        ("55.39640", "39.17450"),
        431,
        34,
        listed=(True, False, 0),
        reason="Ниже минимума 33 % по математике в 9 классе и 33 % по русскому языку в 6 классе; порог 30 % в двух процедурах.",
    ),
    SchoolFacts(
        "МБОУ СОШ № 8", K.SECONDARY, "Зимин Роман Евгеньевич", "ул. Новая, 6", ("55.42710", "39.13780"), 640, 12
    ),
    SchoolFacts(
        "МБОУ ООШ № 9",
        K.BASIC,
        "Игнатова Татьяна Львовна",
        "ул. Кирпичная, 3",
        ("55.38950", "39.16120"),
        246,
        41,
        listed=(True, False, 0),
        reason="Ниже минимума 41 % по математике и 36 % по биологии в 9 классе, 41 % по русскому языку в 6 классе; порог 30 % в двух процедурах.",
    ),
    SchoolFacts(
        "МБОУ СОШ № 10", K.SECONDARY, "Карпов Денис Аркадьевич", "мкр. Южный, 15", ("55.38420", "39.15030"), 702, 15
    ),
    SchoolFacts(
        "МБОУ ООШ № 76",
        K.BASIC,
        "Ларина Юлия Борисовна",
        "пос. Рудный, ул. Шахтёров, 8",
        ("55.31230", "39.25930"),
        158,
        39,
        is_rural=True,
        road_km=16,
        listed=(True, True, 0),
        reason="Ниже минимума 36 % по математике в 9 классе; 53 балла из 70 по социальному паспорту при пороге 45.",
    ),
    SchoolFacts(
        "МКОУ «Дубровская СОШ»",
        K.SECONDARY,
        "Мельник Оксана Петровна",
        "д. Дубровка, ул. Школьная, 1",
        ("55.47210", "39.05660"),
        203,
        17,
        is_rural=True,
        road_km=12,
    ),
    SchoolFacts(
        "МКОУ «Ключевская ООШ»",
        K.BASIC,
        "Носов Виктор Тимофеевич",
        "с. Ключи, ул. Центральная, 40",
        ("55.34480", "39.04190"),
        94,
        22,
        is_rural=True,
        road_km=13,
        listed=(False, True, 0),
        reason="49 баллов из 70 по социальному паспорту при пороге 45; больше всего дали удалённость и доля неполных семей.",
    ),
    SchoolFacts(
        "МКОУ «Луговская СОШ»",
        K.SECONDARY,
        "Орлова Галина Фёдоровна",
        "с. Луговое, пер. Речной, 5",
        ("55.44870", "39.27300"),
        187,
        19,
        is_rural=True,
        road_km=10,
        listed=(False, False, 2),
        reason="Вышла из списка ШНОР два года назад: доля не справившихся снизилась с 37 до 18 %.",
    ),
)

TIKHORECHYE_SCHOOLS = (
    SchoolFacts(
        "МОУ «Тихореченская СОШ»",
        K.SECONDARY,
        "Прохорова Инна Глебовна",
        "ул. Мира, 12",
        ("54.90110", "38.40220"),
        396,
        9,
        is_base=True,
    ),
    SchoolFacts(
        "МОУ «Берёзовская ООШ»",
        K.BASIC,
        "Савельев Игорь Захарович",
        "д. Берёзовка, 27",
        ("54.95620", "38.33940"),
        71,
        38,
        is_rural=True,
        listed=(True, False, 0),
        reason="Ниже минимума 33 % по математике в 9 классе и 33 % по русскому языку в 6 классе.",
    ),
    SchoolFacts(
        "МОУ «Каменская СОШ»",
        K.SECONDARY,
        "Трофимова Елена Марковна",
        "с. Каменка, ул. Полевая, 3",
        ("54.84330", "38.51270"),
        164,
        16,
        is_rural=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Joined:
    """A school that was joined to another one; it is no longer among the schools above."""

    short_name: str
    name: str
    address: str
    heir: str


JOINED = Joined(
    "МКОУ «Ольховская НОШ»",
    "Муниципальное казённое общеобразовательное учреждение «Ольховская начальная школа»",
    "д. Ольховка, ул. Дальняя, 2",
    "МКОУ «Дубровская СОШ»",
)
# The present short name, the former short and full ones.
RENAMED = (
    "МБОУ гимназия № 5",
    "МБОУ СОШ № 5",
    "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа № 5",
)
MADE_BASE = "МБОУ лицей № 4"
