"""How documents look on paper and in files. Every renderer takes the object that a builder made."""
