# `make demo` and `make test` do all their own set-up: a virtual environment, the locked packages, the program.

PYTHON ?= python3
BIN := .venv/bin
# durable-rules has no Linux wheel and no release for Python 3.13 and later: it needs a C compiler, or is left out.
HAS_COMPILER := $(shell command -v cc >/dev/null 2>&1 && $(PYTHON) -c 'import sys; print("yes" if sys.version_info < (3, 13) else "")' 2>/dev/null)

.PHONY: help demo test check bench calendar lock generative faults pages clean

help:
	@echo "make demo        a made-up authority, swept, and its queue"
	@echo "make test        everything that must hold before a change lands"
	@echo "make check       lint, types and layers only"
	@echo "make bench       speed and memory, against other ways of doing the same; writes benchmarks/README.md"
	@echo "make generative  the engine against the oracle on many more histories"
	@echo "make faults      sweeps killed at many more moments"
	@echo "make pages       write the handbook, the table of coverage, the commands and the schema again"
	@echo "make calendar    freeze the bank holidays into rules/calendar.yaml"
	@echo "make lock        work out requirements.lock again"

demo: .venv/ready
	$(BIN)/compliance demo

test: .venv/tested check
	$(BIN)/compliance rules check
	$(BIN)/compliance rules test
	$(BIN)/compliance rules coverage
	$(BIN)/pytest -n auto

check: .venv/tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports

bench: .venv/tested
	$(BIN)/python benchmarks/run.py

generative: .venv/tested
	COMPLIANCE_HISTORIES=many $(BIN)/pytest -n auto tests/generative

faults: .venv/tested
	COMPLIANCE_KILLS=many $(BIN)/pytest tests/faults

pages: .venv/ready
	$(BIN)/compliance rules docs --pack
	$(BIN)/compliance rules coverage --write docs/coverage.md
	$(BIN)/compliance rules schema > rules/standard.schema.json
	$(BIN)/python -m compliance.cli.page > docs/commands.md

calendar: .venv/tested
	$(BIN)/python -m compliance_adapters.sources.bank_holidays rules/calendar.yaml

lock: .venv/tested
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --extra dev -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --extra durable -o requirements-durable.lock

.venv/made:
	$(PYTHON) -m venv .venv
	touch $@

.venv/ready: .venv/made requirements.lock requirements-durable.lock pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(if $(HAS_COMPILER),requirements-durable.lock,requirements.lock)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/tested: .venv/ready requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf .venv data
