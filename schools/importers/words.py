"""What titles, names of sheets and cells say of a procedure: which, of what year, subject and grade; what level."""

import re
from functools import lru_cache

from schools.importers.columns import plain
from schools.importers.naming import key
from schools.models.result import Procedure

STEMS = (  # where a subject may stand inside a sentence: «по русскому языку»
    (r"математик\w*\W+(\(|проф)\w*проф|профильн\w+ математик|математик\w* \(?проф", "Математика (профильная)"),
    (r"базов\w+ математик|математик\w* \(?баз", "Математика (базовая)"),
    (r"\bматематик", "Математика"),
    (r"\bрусск\w+ яз", "Русский язык"),
    (r"\bалгебр", "Алгебра"),
    (r"\bгеометри", "Геометрия"),
    (r"\bфизик(?!ультур)", "Физика"),
    (r"\bхими", "Химия"),
    (r"\bбиологи", "Биология"),
    (r"\bистори[яиюе]", "История"),
    (r"\bгеографи", "География"),
    (r"\bобществ(озн|овед)", "Обществознание"),
    (r"\bинформатик", "Информатика"),
    (r"\bлитератур(?!н)", "Литература"),
    (r"\bлитературн\w+ чтени", "Литературное чтение"),
    (r"\bанглийск", "Английский язык"),
    (r"\bнемецк", "Немецкий язык"),
    (r"\bфранцузск", "Французский язык"),
    (r"\bиспанск", "Испанский язык"),
    (r"\bкитайск", "Китайский язык"),
    (r"\bокружающ\w+ мир", "Окружающий мир"),
    (r"\bчитательск\w+ грамотн", "Читательская грамотность"),
    (r"\bфункциональн\w+ грамотн", "Функциональная грамотность"),
)
SHORT = {  # a whole cell or heading
    "ма": "Математика", "мат": "Математика", "матем": "Математика", "ру": "Русский язык", "рус": "Русский язык",
    "русский": "Русский язык", "рус яз": "Русский язык", "р яз": "Русский язык", "фи": "Физика", "физ": "Физика",
    "хи": "Химия", "хим": "Химия", "би": "Биология", "био": "Биология", "биол": "Биология", "ис": "История",
    "ист": "История", "гг": "География", "гео": "География", "геогр": "География", "об": "Обществознание",
    "общ": "Обществознание", "общество": "Обществознание", "ин": "Информатика", "инф": "Информатика",
    "икт": "Информатика", "ли": "Литература", "лит": "Литература", "лит-ра": "Литература", "ая": "Английский язык",
    "англ": "Английский язык", "англ яз": "Английский язык", "ом": "Окружающий мир", "окр мир": "Окружающий мир",
    "мб": "Математика (базовая)", "мп": "Математика (профильная)",
}  # fmt: skip
PROCEDURES = (
    (r"\bпробн|\bрепетицион|\bтренировочн|\bдиагностик|\bдиагностич|\bмониторингов", Procedure.DIAGNOSTICS),
    (r"\bвпр\b|всероссийск\w+ проверочн", Procedure.VPR),
    (r"\bогэ\b|\bгиа-?\s?9\b|основн\w+ государственн\w+ экзамен", Procedure.OGE),
    (r"\bегэ\b|\bгиа-?\s?11\b|един\w+ государственн\w+ экзамен", Procedure.EGE),
    (r"\bгвэ\b|государственн\w+ выпускн\w+ экзамен", Procedure.GVE),
    (r"\bвходн\w+ |\bконтрольн\w+ работ|\bсрез", Procedure.DIAGNOSTICS),
)
GRADES = {Procedure.OGE: 9, Procedure.EGE: 11}  # where the exam itself says it
SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)\b")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
GRADE = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s*[-–]?\s*(?:х|й|е|м|ый|ого|ых)?\s*[-–]?\s*кл(?:асс\w*)?\b|\bкласс\w*:?\s*(\d{1,2})\b"
)
ONLY_GRADE = re.compile(r"(1[0-2]|[1-9])(?:\s*[-–]?\s*(?:й|е|х|ый|ые))?(?:\s*кл(?:асс\w*)?\.?)?$")
CLASS = re.compile(r"(1[0-2]|[1-9])\s*[-–]?\s*[«\"']?([А-ЯЁA-Za-zа-дж-ик-фц-яё])[»\"']?(?:\s*кл(?:асс\w*)?\.?)?$")
REGION = re.compile(r"\b(регион\w*|област\w*|обл|край|края|краю|республик\w*|субъект\w*|автономн\w+ округ)\b")
TOWN = re.compile(
    r"\b(район\w*|р-н\w*|муниципал\w*|округ\w*|городск\w*|город\w*|итого|всего|мо|го|мр|мо среднее)\b|^средн\w+ по\b"
)
COUNTRY = re.compile(r"\b(вся выборка|россия|российск\w+ федерац\w+|рф|по стране|страна)\b")
REMARK = re.compile(r"^\s*(\*|примеч|прим\.|сноск|источник|исполнител|внимание|подготовил)", re.IGNORECASE)
LONGEST_TITLE = 80  # characters; what is longer among the rows of a table is no title of those below
SCHOOLISH = re.compile(r"\b(сош|оош|нош|школ\w*|гимнази\w*|лице\w*|м[бка]?оу|центр образован\w*|корпус\w*)\b|№")


@lru_cache(maxsize=5_000)
def subject_in(text: str) -> str:
    """The one subject that a text names, "" for none or several."""
    text = plain(text)
    short = SHORT.get(re.sub(r"[.\s]+", " ", text).strip())
    if short:
        return short
    found: list[str] = []
    for pattern, name in STEMS:
        if re.search(pattern, text) and not any(other.startswith(name) for other in found):
            found.append(name)
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=5_000)
def subject_of(text: str) -> str:
    """A cell of a column of subjects: the usual name, or the text itself with a capital letter."""
    text = " ".join(text.split())
    return subject_in(text) or (text[:1].upper() + text[1:])


def procedure_in(text: str) -> str:
    text = plain(text)
    return next((kind for pattern, kind in PROCEDURES if re.search(pattern, text)), "")


def year_in(text: str) -> int | None:
    """The calendar year of a text; of a school year its second one, when exams are held. None for several."""
    school_years = {
        int(first) + 1 for first, second in SCHOOL_YEAR.findall(text) if (int(first) + 1) % 100 == int(second)
    }
    years = school_years or {int(year) for year in YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def grade_in(text: str) -> int | None:
    grades = {int(one or other) for one, other in GRADE.findall(plain(text)) if 1 <= int(one or other) <= 12}
    return grades.pop() if len(grades) == 1 else None


def grade_of(text: str) -> int | None:
    """A cell of a column of grades: «9», «9 класс», «9-й»; None for «9А», which is a class, not a grade."""
    found = ONLY_GRADE.match(plain(text))
    return int(found[1]) if found else None


def class_of(text: str) -> tuple[int, str] | None:
    """A class of a parallel: 9 and «А» for «9А», «9 "а"», «9-а класс». «9-е» and «9-й» are a grade."""
    found = CLASS.match(text.strip())
    return (int(found[1]), found[2].upper()) if found else None


@lru_cache(maxsize=5_000)
def level_of(text: str, town: str = "", region: str = "") -> str:
    """«town», «region» or «country» for a row that sums up, "" for a school's. Names are the department's own."""
    wanted = plain(text)
    if SCHOOLISH.search(wanted):
        return ""
    if region and key(text) == key(region):
        return "region"
    if town and key(text) == key(town):
        return "town"
    if COUNTRY.search(wanted):
        return "country"
    if REGION.search(wanted) and not re.search(r"\bмуниципал|\bгородск", wanted):
        return "region"
    return "town" if TOWN.search(wanted) else ""


SUBJECTS = sorted({name for _, name in STEMS})
