"""Which talks are meant: rounds and processes, how they stand, where they are held."""
