PYTHON ?= python3
RUN := .venv/bin/python -m
TESTS ?=

.PHONY: install test-tools demo test bench lint lock

install: ## .venv and the few Debian packages; does nothing when nothing changed
	@$(PYTHON) config/launch/prepare.py

test-tools:
	@$(PYTHON) config/launch/prepare.py --test

demo: install ## the whole house on this machine: make demo PORT=8000 HOST=127.0.0.1
	@$(RUN) config.launch

test: test-tools ## the whole suite, or a part: make test TESTS=tests/schools
	@$(RUN) pytest --numprocesses auto --dist loadgroup $(TESTS)

# What an installation would have, so that `check --deploy` speaks of the settings themselves.
PRODUCTION := env -u DEBUG -u DEMO SECRET_KEY=a-long-key-of-fifty-signs-that-opens-no-door-at-all-0123456789 \
	SITE_URL=https://opora.example ALLOWED_HOSTS=opora.example EMAIL_URL=submission://mail.example
CHECKS := python manage.py check --deploy --fail-level WARNING && python manage.py makemigrations --check --dry-run

bench: test-tools ## what the pages cost beside a bare Django page, in one run
	@$(RUN) tests.bench

lint: test-tools ## style, templates, types, settings of production, migrations
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) djlint --quiet --lint .
	$(RUN) mypy
	PATH="$(CURDIR)/.venv/bin:$$PATH" $(RUN) config.launch.servers $(PRODUCTION) sh -c '$(CHECKS)'

PIN := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml

lock: ## pin the newest versions within the ranges of pyproject.toml
	$(PIN) --upgrade --extra demo -o requirements.txt
	$(PIN) --upgrade -c requirements.txt --extra demo --extra test --extra lint -o requirements-dev.txt
