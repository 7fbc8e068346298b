# Two commands: `make up` runs Makegood, `make test` tests it. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
# A stamp by the lock's content: a later start does nothing, a changed lock installs anew.
BASE_STAMP := .venv/.base-$(shell cat requirements/base.lock pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)
DEV_STAMP := .venv/.dev-$(shell cat requirements/dev.lock pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)
# Images for containers set it, and what is then never kept compiled is compiled anew by each of the many programs a test starts.
unexport PYTHONDONTWRITEBYTECODE
WORKERS ?= 2
ONLY ?=

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: up
up: $(BASE_STAMP) mo ## Run Makegood here: database, pages, worker (Ctrl-C stops it)
	@exec $(BIN)/makegood up

.PHONY: install
install: $(BASE_STAMP) mo ## Install without starting

.PHONY: test
test: $(DEV_STAMP) mo ## The tests, on a real PostgreSQL
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m 'not thorough and not soak' $(ARGS)

.PHONY: thorough-test
thorough-test: $(DEV_STAMP) mo ## What `make test` has no time for: every page in every look, whole desks moved and upgraded
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m thorough $(ARGS)

.PHONY: kill-test
kill-test: $(DEV_STAMP) mo ## kill -9 at random under load, KILLS=200 times, against real mail servers
	@KILLS=$(or $(KILLS),200) $(BIN)/pytest -q -s -m soak tests/faults $(ARGS)

.PHONY: check
check: $(DEV_STAMP) mo ## Format, lint, types, import contracts, migrations, translations
	@$(BIN)/python tools/check.py

.PHONY: fix
fix: $(DEV_STAMP) ## Format, and fix what the linter can
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .

.PHONY: bench
bench: $(DEV_STAMP) mo ## Benchmarks, each beside its reference (ONLY=intake for one group)
	@$(BIN)/python -m bench $(ONLY)

.PHONY: mailcheck
mailcheck: $(DEV_STAMP) ## Read every mail of the corpus; a table of what was right, per kind
	@$(BIN)/python tools/mailcheck.py

.PHONY: fuzz
fuzz: $(DEV_STAMP) ## Fuzz the mail parser for FUZZ_SECONDS (600): no crash, no second lost, no memory that grows
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/fuzz.lock
	@$(BIN)/python tools/fuzz.py

.PHONY: screenshots
screenshots: $(DEV_STAMP) mo ## Pictures of every page, three widths, two languages, into screenshots/
	@$(BIN)/pytest -q -p no:cacheprovider tests/browser/screenshots.py

.PHONY: messages
messages: $(DEV_STAMP) ## Extract strings, update the catalogues, write Latin Serbian from Cyrillic
	@$(BIN)/python tools/messages.py

.PHONY: openapi
openapi: $(DEV_STAMP) ## Write openapi.json anew after a change of the API
	@$(BIN)/python tools/openapi.py

.PHONY: lock
lock: $(DEV_STAMP) ## Resolve the dependencies anew (UPGRADE=1 for newer versions)
	@$(UV) pip compile -q $(if $(UPGRADE),--upgrade) --universal --generate-hashes --no-header --no-annotate \
		--extra build pyproject.toml -o requirements/base.lock
	@$(UV) pip compile -q $(if $(UPGRADE),--upgrade) --universal --generate-hashes --no-header --no-annotate \
		--extra build --extra dev pyproject.toml -o requirements/dev.lock
	@echo 'atheris==3.0.0; sys_platform == "linux" and platform_machine == "x86_64"' | $(UV) pip compile -q --universal --generate-hashes \
		--no-header --no-annotate --python-version 3.11 - -o requirements/fuzz.lock
	@$(UV) pip compile -q $(if $(UPGRADE),--upgrade) --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		requirements/oscar.in -o requirements/oscar.lock
	@echo uv | $(UV) pip compile -q $(if $(UPGRADE),--upgrade) --universal --generate-hashes --no-header --no-annotate \
		- -o requirements/uv.lock

.PHONY: test-tools
test-tools: ## What some tests need: Debian's Chromium, Dovecot, Postfix (asks for root), a django-oscar and a Vendure
	@tools/install-test-tools
	@tools/install-oscar
	@tools/install-vendure

.PHONY: clean
clean: ## Remove the environment and what tests left (not var/, your data)
	@rm -rf .venv .oscar .vendure .fuzz test-data .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

.PHONY: mo
mo:
	@$(BIN)/python tools/compile_sources.py

$(BASE_STAMP):
	@PYTHON=$(PYTHON) tools/install requirements/base.lock
	@rm -f .venv/.base-* .venv/.dev-* && touch $@

$(DEV_STAMP):
	@PYTHON=$(PYTHON) tools/install requirements/dev.lock
	@rm -f .venv/.base-* .venv/.dev-* && touch $@ $(BASE_STAMP)
