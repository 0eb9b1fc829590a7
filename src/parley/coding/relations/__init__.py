"""Standing relations that words state: one construction a module, and what stands of all that was proposed."""
