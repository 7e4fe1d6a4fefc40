"""Deadlines as offices write them: «до июня», «в течение учебного года», «по отдельному графику».

`read_deadline` takes the cell as it stands and says what it means. The way of a cell:
`tokens` (letters and words, by `lexicon`) → `grammar` (rules of `points`, `stretches`, `recurrences`
over a `cursor`) → `placing` (days within the roadmap's period) → `deadline`, put into `words`.
Pure: no database, no clock.
"""

from roadmaps.deadlines.deadline import Deadline
from roadmaps.deadlines.kinds import Calendar, Kind, Period
from roadmaps.deadlines.reading import read_deadline

__all__ = ["Calendar", "Deadline", "Kind", "Period", "read_deadline"]
