"""Tables that departments get and hand in: sheets, columns, spellings of schools, results."""
