# The developer's whole interface. `make run` and `make test` need Python 3.11 or later and nothing else of ours.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA := $(wildcard ../shared/data)
export PENSTOCK_TEST_DATA ?= $(if $(DATA),$(abspath $(DATA)))

.PHONY: run test quick check bench browser-ready docs picture lock format clean help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run: .make/run ## set up what is missing, then start everything
	@$(BIN)/penstock up $(ARGS)

test: .make/dev browser-ready check ## everything: unit, database, browser, simulation, kill tests, docs
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

quick: .make/dev ## without browser, simulation and kill tests
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser and not simulation and not kill and not slow" $(ARGS)

check: .make/dev ## format, lint, types, directions of imports, templates, styles
	@scripts/check

bench: .make/run ## the benchmarks: make bench ARGS="web --scale 1"
	@$(BIN)/penstock bench $(ARGS)

browser-ready: .make/dev
	@scripts/find-browser

format: .make/dev ## put the code into its form
	$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .

docs: .make/dev ## write the pages that code writes: docs/commands.md, docs/keys.md, docs/metrics.md
	$(BIN)/python scripts/commands_page.py
	$(BIN)/python scripts/keys_page.py
	$(BIN)/python scripts/metrics_page.py

picture: .make/dev browser-ready ## take the README's picture anew
	PENSTOCK_PICTURE=docs/board.png $(BIN)/python -m pytest tests/faces/ui/test_picture.py

lock: .make/dev ## make the locks anew from pyproject.toml and package.json
	scripts/lock

clean: ## remove what make made
	rm -rf .make $(VENV) node_modules

.make/venv: requirements.lock pyproject.toml
	@scripts/make-venv $(PYTHON) $(VENV) requirements.lock && mkdir -p .make && touch $@

.make/node: .make/venv package-lock.json
	@scripts/npm ci --omit=dev --no-fund --no-audit --loglevel=error && touch $@

.make/run: .make/venv .make/node
	@touch $@

.make/dev: .make/venv requirements-dev.lock package-lock.json
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@scripts/npm ci --no-fund --no-audit --loglevel=error && touch .make/node .make/run $@
