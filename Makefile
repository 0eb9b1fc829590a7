.PHONY: install lint test gold run docs

BIN := .venv/bin

install: $(BIN)/pytest

$(BIN)/pytest: pyproject.toml
	python3 -m venv .venv
	$(BIN)/pip install -q -e ".[dev]"
	touch $@

lint: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/parley codebook check

test: install
	$(BIN)/pytest

# PARLEY_GOLD names the folder that holds the gold that is kept apart; without it the project's own is scored.
gold: install
	$(BIN)/python evaluation/gate.py

run: install
	$(BIN)/parley read examples/moscow-2014.txt --published 2014-12-28

docs: install
	$(BIN)/python docs/regenerate.py
