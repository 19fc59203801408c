# Two commands do all the set-up on a fresh machine: make demo, make test.
PYTHON ?= python3
# Test processes: one more than two cores, since some wait for browsers and servers.
WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test kills fuzz check lint format exports fresh ontology docs site pictures bench clean

demo: $(VENV)/.demo  ## answer the main question on the bundled graph and write the page
	@$(BIN)/kg said --about "51st state"
	@$(BIN)/kg export html -o exports/network.html

test: $(VENV)/.test  ## every test; what needs an engine or a browser that is not here is skipped and counted
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -rs

kills: $(VENV)/.test  ## kill -9 each command that writes at POINTS points (200 if nothing is said)
	@KG_KILL_POINTS=$(or $(POINTS),200) $(BIN)/python -m pytest -q -rP tests/test_killed.py

fuzz: $(VENV)/.test  ## try random inputs for SECONDS (default 600); SEED repeats a run
	@KG_FUZZ_SECONDS=$(or $(SECONDS),600) KG_FUZZ_SEED=$(SEED) $(BIN)/python -m pytest -q tests/fuzz

check: lint fresh test  ## what the workflow runs: format, lint, types, exports fresh, tests

lint: $(VENV)/.lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(VENV)/.lint
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

exports: $(VENV)/.demo  ## build data/ into exports/
	@$(BIN)/kg build data
	@$(BIN)/kg export html -o exports/network.html

fresh: $(VENV)/.demo  ## fail if exports/ is not what data/ builds
	@$(BIN)/kg build data --check

ontology: $(VENV)/.demo  ## write what is generated from ontology/: kg/namespaces.py, violations.rq, schemas/
	@$(BIN)/python ontology/generate.py
	@$(BIN)/python ontology/violations.py
	@$(BIN)/python -c "from pathlib import Path; from kg.coding.sheets.schemas import write_schemas; write_schemas(Path('ontology/schemas'))"

docs: $(VENV)/.test  ## put real output into README and docs/
	@$(BIN)/python docs/refresh.py

site: $(VENV)/.lint  ## build the documentation site into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

pictures: $(VENV)/.test  ## take the picture of README
	@$(BIN)/python docs/pictures.py

bench: $(VENV)/.test  ## the figures that README quotes
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/building.py
	@$(BIN)/python benchmarks/growth.py
	@$(BIN)/python benchmarks/networks.py
	@$(BIN)/python benchmarks/coverage.py
	@$(BIN)/python benchmarks/page.py
	@$(BIN)/python benchmarks/endpoint.py
	@$(BIN)/python benchmarks/limits.py
	@$(BIN)/python benchmarks/stores.py
	@$(BIN)/python benchmarks/increments.py
	@$(BIN)/python benchmarks/exports.py
	@$(BIN)/python benchmarks/corpora.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) ..." >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.demo

$(VENV)/.lint: pyproject.toml | $(VENV)/bin/python
	@$(PIP) --editable '.[test,lint]'
	@touch $@ $(VENV)/.test $(VENV)/.demo
