# Two commands matter: `make run` and `make test`. Everything they need, they set up.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test test-slow check bench screenshot lock clean

run: .venv/run.stamp
	$(BIN)/python -m itstrat run

test: .venv/test.stamp check
	./.ci/browser
	$(BIN)/python -m pytest

test-slow: .venv/test.stamp
	$(BIN)/python -m pytest -m slow

# What needs no plan and no browser: layout, lint, types, layers. pre-commit runs the quick half of it.
check: .venv/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/test.stamp
	$(BIN)/python -m benchmarks

screenshot: .venv/test.stamp
	./.ci/browser
	$(BIN)/python -m tests.browser.screenshot

# The locks are made from pyproject.toml; uv is asked for here only.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --upgrade --python-version 3.11 \
	  --custom-compile-command "make lock" -o requirements.txt
	uv pip compile pyproject.toml --group dev -c requirements.txt --universal --generate-hashes --python-version 3.11 \
	  --custom-compile-command "make lock" -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Asked before anything is made: a .venv of an older Python would stay in the way of a newer one.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("itstrat needs Python 3.11 or newer; $(PYTHON) is %d.%d. Say another: make run PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/test.stamp: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ .venv/run.stamp
