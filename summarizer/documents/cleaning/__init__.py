"""What in a text is not the article: metadata lines, boilerplate, invisible characters, prompt injection."""
