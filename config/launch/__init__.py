"""How the house is opened: a bare machine prepared, servers from wheels, the demonstration's supervisor."""
