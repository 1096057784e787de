"""Kinds of briefings: what their fields mean, and how to find them."""
