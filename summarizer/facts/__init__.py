"""Facts that code finds in a text without a model, with exact spans. Pure, and linear in the text."""
