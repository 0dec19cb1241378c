"""Markdown to narrated video."""
