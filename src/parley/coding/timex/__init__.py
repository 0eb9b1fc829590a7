"""Times in text: words to classes, a grammar over the classes, and values by the TIMEX3 rules."""
