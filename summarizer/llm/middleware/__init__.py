"""Models that wrap a model: recordings, retries, budgets, concurrency."""
