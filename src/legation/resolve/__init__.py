"""Who is who, which reports are one, which events are one, which claims meet."""
