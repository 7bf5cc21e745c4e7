# What each does: docs/first-feature.md and CONTRIBUTING.md. `make run` needs Python 3.11+ and nothing else.
.DEFAULT_GOAL := run
.PHONY: setup setup-tests run dev check test web-check pg15 newest suite gen i18n bench profile shots fuzz new-part providers run-with-providers clean

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
NPM := scripts/npm --prefix web
PYTEST := CONVITE_CHROMIUM="$$(cat .tools/chromium 2>/dev/null)" $(BIN)/pytest

# Python compiles modules once and keeps the result, even if the shell says not to: it halves a start
export PYTHONDONTWRITEBYTECODE :=

ifeq ($(PYTHON),)
$(error Convite needs Python 3.11 or newer; none was found on the PATH)
endif

setup:
	@$(PYTHON) scripts/setup.py app

setup-tests:
	@$(PYTHON) scripts/setup.py tests

run: setup
	@exec $(BIN)/convite run

# the server restarts when its sources change; Vite serves the web app
dev: setup
	@trap 'trap - INT TERM EXIT; kill 0' INT TERM EXIT; $(NPM) run dev & $(BIN)/convite run --reload

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q -m unit

# exactly what CI runs; the whole suite comes last, and its last line counts
test: setup-tests check web-check pg15 newest suite

web-check:
	@if [ -d web ]; then $(NPM) run lint && $(NPM) run typecheck && $(NPM) test; fi

pg15:
	@if [ -x /usr/lib/postgresql/15/bin/postgres ]; then CONVITE_TEST_SERVER=15 $(BIN)/pytest -q -m pg15; \
	else echo "No PostgreSQL 15 on this machine: its tests are skipped"; fi

newest:
	@if [ -x .venv-newest/bin/pytest ]; then .venv-newest/bin/pytest -q -m unit; fi

suite:
	$(PYTEST) -q -m "not fuzz"

gen:
	$(BIN)/convite openapi > web/openapi.json
	$(BIN)/python scripts/page_tokens.py
	$(BIN)/convite facts > web/src/api/facts.ts
	@if [ -d web ]; then $(NPM) run gen; fi

# adds new texts of the web app to its catalogs
i18n:
	$(NPM) run i18n

bench: setup
	$(BIN)/python -m bench

# where the time of a route goes: make profile ROUTE='GET /events/{id}'; without ROUTE, the names
profile: setup
	@$(BIN)/python -m bench.profile '$(ROUTE)'

# test servers of all providers on this machine, and the settings that use them
providers: setup-tests
	@exec $(BIN)/python -m tests.providers

run-with-providers: setup-tests
	@trap 'trap - INT TERM EXIT; kill 0' INT TERM EXIT; $(BIN)/python -m tests.providers & \
	env $$($(BIN)/python -m tests.providers --env) $(BIN)/convite run

shots: setup-tests
	$(PYTEST) -q tests/shots.py

fuzz: setup-tests
	$(PYTEST) -q -m fuzz

# make new-part NAME=room/badges
new-part:
	@$(BIN)/python scripts/new_part.py $(NAME)

clean:
	rm -rf .venv .venv-newest .tools web/node_modules src/convite/static
