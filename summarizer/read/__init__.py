"""Sources -> Documents: the only modules that read what the user names."""
