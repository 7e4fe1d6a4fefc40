"""The kinds of criteria. A new one is a function, a line here and a boundary table in tests."""

from schools.identification.kinds.passports import BANDS, FEDERAL_LIST, INDEX, OLYMPIAD, TO_TENTH, VALUE
from schools.identification.kinds.results import BELOW_MINIMUM, MEAN_GAP

KINDS = {kind.code: kind for kind in (FEDERAL_LIST, BELOW_MINIMUM, MEAN_GAP, TO_TENTH, OLYMPIAD, VALUE, BANDS, INDEX)}
