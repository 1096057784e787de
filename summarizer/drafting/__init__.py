"""From sentences to a draft: what a model is asked, and how its reply is read."""
