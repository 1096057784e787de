"""The proof of each item: the sentences it stands on, what exact checks found, what a judge said, what was edited."""
