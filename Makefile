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

.venv/run.stamp: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/test.stamp: requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ .venv/run.stamp
