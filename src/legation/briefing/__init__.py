"""Records to a cited brief: every sentence by a named form, every form by its records."""
