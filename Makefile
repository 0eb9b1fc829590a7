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

# PARLEY_GOLD names the folder that holds gold/, seed/ and tools/.
gold: install
	$(BIN)/python evaluation/gold.py

run: install
	$(BIN)/parley read examples/moscow-2014.txt --published 2014-12-28

docs: install
	$(BIN)/python docs/regenerate.py

# Minutes to hours by its sizes; PARLEY_GOLD as above, otherwise on the examples. BENCH="--reports 4000 --growth 1000 10000 100000"
bench: install
	$(BIN)/python benchmarks/table.py $(BENCH)
