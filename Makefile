# Everything starts here; `make help` lists the targets.
PORT ?= 8000
MODE ?= embedded
PYTHON := .venv/bin/python
# As many processes as cores, and no more than memory has room for: each may load the encoder.
PYTEST := $(PYTHON) -m pytest -n auto --maxprocesses 8 --dist worksteal
# Reading the modules without such tests takes longer than these tests.
BOTH = $$(grep -rl --include='test_*.py' both_databases tests)

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast test-nightly check format bench audit faults servers servers-stop lock clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install everything into .venv and node_modules (does nothing the second time)
	@python3 deploy/local/setup.py

demo: setup ## Run the marketplace with demo content (PORT=8000, MODE=embedded|servers)
	@$(PYTHON) -m deploy.local.demo --port $(PORT) $(if $(filter servers,$(MODE)),--servers)

test: setup ## Run the tests, servers and browser included; what holds on both databases on both
	@$(PYTHON) -m deploy.local.chromium
	@$(PYTEST) -m "not nightly"
	@TIQIAO_TEST_DATABASE=sqlite $(PYTEST) -q -m "both_databases and not servers" $(BOTH)

test-fast: setup ## Run what needs no server, no browser and no model
	@TIQIAO_TEST_DATABASE=sqlite $(PYTEST) -q --hypothesis-profile fast \
		-m "not (servers or browser or model or nightly)"

test-nightly: setup ## Run make test, then faults, evaluations and everything on SQLite
	@$(MAKE) test
	@$(PYTEST) -m nightly
	@TIQIAO_TEST_DATABASE=sqlite $(PYTEST) -q tests/backend tests/notifications \
		-m "not (servers or browser or model or nightly or both_databases)"

check: setup ## Lint, types, borders, templates, migrations, translations, settings
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/djlint --lint --quiet backend
	@$(PYTHON) -m backend.manage makemigrations --check --dry-run
	@$(PYTHON) -m backend.manage translations check

format: setup ## Format the code
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: setup ## Measure, print ratios, write var/bench.json
	@$(PYTHON) -m tests.benchmarks

audit: setup ## Write the bill of materials and every licence under var/; fails on one that may not be
	@$(PYTHON) -m deploy.audit

faults: setup ## Break the search index in every way known, heal it, compare it with the database
	@$(PYTHON) -m tests.faults

servers: setup ## Start PostgreSQL, Redis and Elasticsearch on loopback; data under .servers/
	@$(PYTHON) -m deploy.local.servers start

servers-stop: ## Stop them
	@$(PYTHON) -m deploy.local.servers stop

lock: setup ## Write the lock files anew from pyproject.toml and package.json
	@sh deploy/local/lock.sh

clean: ## Remove what was built; keeps data under var/ and .servers/
	@rm -rf .venv node_modules .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
