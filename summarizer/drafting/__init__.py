"""From sentences to a draft: what is asked of a model, and how its reply is read."""
