"""The shelf: what is known before any article is read.

Data files with source, date and licence in their header, and their loaders; nothing clever.
"""
