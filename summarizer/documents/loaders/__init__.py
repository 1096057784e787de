"""Bytes to documents: one loader for each format."""
