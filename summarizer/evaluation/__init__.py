"""Measuring: what a model, a plan or the checks alone are worth on articles that people have annotated."""
