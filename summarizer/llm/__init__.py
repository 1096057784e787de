"""Language models: one interface with one method, and its implementations."""
