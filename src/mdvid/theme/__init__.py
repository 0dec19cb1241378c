"""Themes: how slides look."""
