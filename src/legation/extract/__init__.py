"""`Document` to mentions, moments, figures, claims, events and votes."""
