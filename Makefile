# Everything starts here; `make help` lists the targets.
PORT ?= 8000
MODE ?= embedded
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format bench faults servers servers-stop lock clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install everything into .venv and node_modules (does nothing the second time)
	@python3 deploy/local/setup.py

demo: setup ## Run the marketplace with demo content (PORT=8000, MODE=embedded|servers)
	@$(PYTHON) -m deploy.local.demo --port $(PORT) $(if $(filter servers,$(MODE)),--servers)

test: setup ## Run all tests
	@$(PYTHON) -m deploy.local.chromium
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	@TIQIAO_TEST_DATABASE=sqlite $(PYTHON) -m pytest -n 2 --dist loadfile -q tests/backend tests/notifications -m "not servers and not browser"

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
