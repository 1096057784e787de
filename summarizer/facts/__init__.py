"""What code itself finds in a text, with exact spans. Pure, and linear in the text."""
