"""``python -m summarizer`` is ``brief``."""

from .cli.app import main

if __name__ == "__main__":
    main()
