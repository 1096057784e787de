"""Documents: loading, fetching, cleaning, splitting into sentences."""
