"""Finding the parts of a text that are not the article: metadata, boilerplate, hidden characters, injected orders."""
