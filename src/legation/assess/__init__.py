"""Weigh what is on the desk: means on offer, dyads over time; records in, tables out."""
