"""``python -m summarizer`` is ``brief``."""

from .cli import main

if __name__ == "__main__":
    main()
