"""A stored table of results on its way: read, compared with what is there, taken in one transaction, undone."""
