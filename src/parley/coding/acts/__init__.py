"""What was done: base acts found by their predicates, composed by operators, with who did it to whom."""
