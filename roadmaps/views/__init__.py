"""Pages of roadmaps, by subject."""
