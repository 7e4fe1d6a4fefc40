PYTHON ?= python3
RUN := .venv/bin/python -m
TESTS ?=

.PHONY: install test-tools demo test lint lock

install: ## .venv and the few Debian packages; does nothing when nothing changed
	@$(PYTHON) config/launch/prepare.py

test-tools:
	@$(PYTHON) config/launch/prepare.py --test

demo: install ## the whole house on this machine: make demo PORT=8000 HOST=127.0.0.1
	@$(RUN) config.launch

test: test-tools ## the whole suite, or a part: make test TESTS=tests/schools
	@$(RUN) pytest $(TESTS)

lint: test-tools
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) djlint --check --lint --quiet .
	$(RUN) mypy
	$(RUN) config.launch.production_check

PIN := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml

lock: ## pin the newest versions within the ranges of pyproject.toml
	$(PIN) --upgrade --extra demo -o requirements.txt
	$(PIN) --upgrade -c requirements.txt --extra demo --extra test --extra lint -o requirements-dev.txt
