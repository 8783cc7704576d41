"""One module a command, each with a `command`; heavy imports stand inside the functions."""
