# The commands of CONTRIBUTING.md. "just" lists them.

default:
    @just --list

# Make .venv with everything that development needs
setup:
    python3 -m venv .venv && .venv/bin/pip install -q -e '.[local,daily,dev]'

# Run the tests
test *arguments:
    .venv/bin/python -m pytest {{ arguments }}

# Run the tests and measure which lines they reach; below 85 % is a failure
coverage:
    .venv/bin/python -m pytest --cov

# Check style and format
lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .

# Check types
types:
    .venv/bin/mypy
    .venv/bin/mypy --strict tests/packaging/client.py

# Check which packages import which
contracts:
    .venv/bin/lint-imports --no-cache

# All that has to pass, from a fresh environment
ci:
    .ci/run
