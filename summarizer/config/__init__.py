"""Settings, configuration files, and how files are written."""
