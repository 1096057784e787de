"""Everything that talks to a language model: one interface with one method, and its implementations."""
