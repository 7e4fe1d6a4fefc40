"""Other views of a roadmap's rows: calendar, timeline, by responsible party, schools by activities.

`rows` reads what a person may see, once for all of them; the builders beside it are pure and get the day passed in.
"""
