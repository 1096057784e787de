"""Briefing -> text and Markdown. Pure: what is printed depends on the briefing alone. JSON is ``Briefing.to_json``."""
