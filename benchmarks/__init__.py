"""Figures by script; see `run.py`."""
