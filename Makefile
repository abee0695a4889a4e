# The few words one types. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.PHONY: help run install test lint format setup catalogue lock golden screenshots bench soak mutants clean

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUN := $(BIN)/.installed-run
DEV := $(BIN)/.installed-dev
BENCH := $(BIN)/.installed-bench
MESSAGES := $(wildcard bursar/locale/*/LC_MESSAGES/django.po)
CATALOGUES := $(MESSAGES:.po=.mo)
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

help: ## list these words
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  %-18s %s\n", $$1, $$2}'

run: export BURSAR_DEMO ?= yes
run: export BURSAR_BASE_URL ?= http://127.0.0.1:$(PORT)
run: $(RUN) $(CATALOGUES) ## install, migrate, load the demo installation and serve it (PORT=8000)
	@echo "— database"
	@$(BIN)/bursar migrate
	@$(BIN)/bursar demo
	@$(BIN)/bursar serve --port $(PORT)

install: $(RUN) $(CATALOGUES) ## install into .venv what running needs, and no more

test: $(DEV) $(CATALOGUES) ## every check and test: style, types, arrows, SQLite, PostgreSQL, browser
	@$(BIN)/python -m scripts.test

lint: $(DEV) $(CATALOGUES) ## the checks that need no database server: style, types, arrows, catalogues, migrations
	@$(BIN)/python -m scripts.test --lint

format: $(DEV) ## let ruff mend what it can
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

setup: $(DEV) $(CATALOGUES) ## install what running and testing need into .venv

catalogue: $(DEV) ## collect the words for people and bring the translations up to date
	@$(BIN)/python -m scripts.catalogue

lock: $(DEV) ## pin the requirements again (UPGRADE=--upgrade for newer ones)
	@$(BIN)/python -m scripts.lock $(UPGRADE)

golden: $(DEV) $(CATALOGUES) ## write the golden files again; read the difference before committing it
	@$(BIN)/python -m pytest --quiet tests/golden --golden-write

screenshots: $(DEV) $(CATALOGUES) ## draw docs/screenshots/ again
	@$(BIN)/python -m tests.screenshots

bench: $(BENCH) $(CATALOGUES) ## measure pages, decisions, asking, a large import, taking in, drawing and starting, and whether answers tell who is known
	@failed=0; for each in bench bench.deciding bench.asking bench.large_import bench.entries bench.taking_in bench.telling bench.drawing bench.starting; do \
	  $(BIN)/python -m $$each || failed=1; done; exit $$failed

soak: $(DEV) $(CATALOGUES) ## the long trials: races, kills, random operations, hostile forms (hours)
	@$(BIN)/python -m soak

mutants: $(BENCH) $(CATALOGUES) ## change what decides and grants, a thing at a time, and see whether a test notices
	@$(BIN)/python -m scripts.mutants

clean: ## remove what was installed and made; the database in var/ stays
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find bursar tests -name __pycache__ -prune -exec rm -rf {} +
	rm -f $(CATALOGUES)

# --- How they are made -----------------------------------------------------------------------------------------------
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Bursar needs Python 3.11 or newer. If it has another name: make PYTHON=python3.12"; exit 1; }
	@echo "— Python environment in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }

$(RUN): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "— packages that Bursar needs"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	@echo "— packages that its tests need"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(BENCH): requirements/bench.txt $(DEV)
	@echo "— packages that it is compared with"
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

bursar/locale/%.mo: bursar/locale/%.po | $(RUN)
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@
