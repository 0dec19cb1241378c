"""A deck in several languages."""
