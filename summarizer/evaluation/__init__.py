"""Measurements of a model, a plan or the checks alone on articles that people have annotated."""
