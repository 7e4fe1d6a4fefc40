"""Which account a person named in a plan may be: the surname and the initials agree."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from roadmaps.responsible import person_key
from schools.models import User


@dataclass(frozen=True, slots=True)
class Accounts:
    """The people of a municipality who take part in the work, by surname, each with the initials."""

    by_surname: Mapping[str, list[tuple[str, User]]]

    @classmethod
    def of(cls, municipality_id: int) -> Self:
        """One statement."""
        found = defaultdict(list)
        people = User.objects.filter(municipality=municipality_id).may_look_after().select_related("school")
        for user in people.order_by("pk"):
            surname, initials = _parts(person_key(user.short_name))
            found[surname].append((initials, user))
        return cls(found)

    def like(self, key: str) -> list[User]:
        """Whom a person may choose from: «Тихонова О.» fits «Тихонова О. В.», a bare surname fits nobody."""
        surname, written = _parts(key)
        own = self.by_surname.get(surname, ())
        return [user for initials, user in own if written and initials.startswith(written)]

    def exactly(self, key: str) -> User | None:
        """The only one of that name; namesakes are left to a person to decide."""
        surname, written = _parts(key)
        same = [user for initials, user in self.by_surname.get(surname, ()) if initials == written]
        return same[0] if len(same) == 1 else None


def _parts(key: str) -> tuple[str, str]:
    surname, _, initials = key.rpartition(" ") if " " in key else (key, "", "")
    return surname, initials
