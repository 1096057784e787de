"""Detection of everything in a text but the article: metadata, boilerplate, hidden text, injected instructions."""
