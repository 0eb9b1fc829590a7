"""Who sits at the table and who helps those who do."""
