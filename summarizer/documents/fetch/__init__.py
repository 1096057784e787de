"""Fetching pages safely: HTTP, address rules, robots.txt, the sandbox for parsers."""
