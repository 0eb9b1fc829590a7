.PHONY: install lint test gold run docs bench

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

# Brings what the pages show up to date and builds them into build/docs; a warning is an error.
docs: install
	$(BIN)/pip install -q -e ".[dev,docs]"
	$(BIN)/python docs/regenerate.py
	$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs


# Minutes to hours by its sizes; PARLEY_GOLD as above, otherwise on the examples. BENCH="--reports 4000 --growth 1000 10000 100000"
bench: install
	$(BIN)/python benchmarks/table.py $(BENCH)
