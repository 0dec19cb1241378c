"""Adapters to the tools; none knows another."""
