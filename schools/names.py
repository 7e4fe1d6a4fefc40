"""How people are named."""


def initials_of(first_name: str, patronymic: str) -> str:
    """«О. В.», never torn apart at the end of a line"""
    return "\u00a0".join(f"{name[0]}." for name in (first_name, patronymic) if name)


def short_name(last_name: str, first_name: str, patronymic: str) -> str:
    """«Тихонова О. В.»"""
    return f"{last_name} {initials_of(first_name, patronymic)}"
