"""The proof of each item: its cited sentences, the findings of exact checks, the judge's verdict, and all edits."""
