"""Feeds, folders and links -> one dated edition of stories, each claim with every source that carries it."""
