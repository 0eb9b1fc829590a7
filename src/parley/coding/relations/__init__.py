"""Standing relations that the words of a sentence state: one construction a module, then what stands of all that was proposed."""
