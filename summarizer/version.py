"""The version, for code that must not wait for package metadata."""

__all__ = ["VERSION"]

VERSION = "0.1.0"
