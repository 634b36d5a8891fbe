# Two commands matter: « make run » serves Parvis with its demonstration, « make test » runs all the tests.
# PORT= and DATABASE_URL= are honoured: make run PORT=8001

BIN := .venv/bin
SRC := src tests tools conftest.py
export PYTHONPATH := $(CURDIR)/src

.PHONY: help install run test lint format bench bench-engines bench-oracles docs-check pictures messages locks sbom clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 22

install: ## prepare the environment: .venv and the locked dependencies of the web server
	@tools/install web

run: install ## serve the pages and run the jobs; first fills an empty database with the demonstration
	@exec $(BIN)/parvis serve --prepare

test: ## run all the tests, on SQLite then on PostgreSQL (with the journeys in Chromium)
	@tools/install test
	@tools/test

lint: ## check style, templates, layers, migrations, settings and locks
	@tools/install test
	@tools/lint

format: ## lay out code and templates
	@tools/install test
	$(BIN)/ruff check --fix $(SRC)
	$(BIN)/ruff format $(SRC)
	$(BIN)/djlint --reformat --quiet src || true

bench: ## measure the first day and speed on a large authority, both databases, through gunicorn
	@tools/install test
	@$(BIN)/python -m tests.load.bench

bench-engines: ## measure the engines, beside their floors and the public libraries that bench-oracles installed
	@tools/install test
	@$(BIN)/python -m tests.load.bench_engines

bench-oracles: ## install the public libraries that engines are compared with, apart from everything else
	@python3 -m venv .venv-oracles
	@.venv-oracles/bin/pip --disable-pip-version-check install --quiet pabutools sortition-algorithms red-dwarf
	@echo ".venv-oracles is ready: make bench-engines compares with it."

docs-check: ## check the links of the documentation and the words of the glossary
	@tools/install test
	@$(BIN)/python tools/docs_check.py

pictures: ## take the pictures of the guide again, from the demonstration that runs on PORT
	@tools/install test
	@$(BIN)/python tools/pictures.py --base http://orzenne.localhost:$(or $(PORT),8000)

messages: ## gather the texts of the public pages for a translator (needs gettext); TO=br starts a catalogue
	@tools/install test
	@tools/messages $(TO)

locks: ## lock the dependencies again (needs uv); UPGRADE=1 takes new versions
	@tools/lock $(if $(UPGRADE),--upgrade)

sbom: ## write the bill of materials of what production installs (CycloneDX)
	@tools/install test
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements/web.txt --pyproject pyproject.toml --output-reproducible -o build/sbom.json
	@echo "build/sbom.json lists what production installs."

clean: ## remove the environment and what was built; var/, with its database, stays
	rm -rf .venv .venv-oracles build dist .ruff_cache .pytest_cache .import_linter_cache
