"""Markdown source to `Deck`. Pure: no file, no process, no clock."""
