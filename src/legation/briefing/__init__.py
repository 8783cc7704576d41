"""Records to cited pages and pictures."""
