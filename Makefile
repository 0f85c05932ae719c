# Everything from a fresh clone needs only python3 (3.11 or newer) with venv, and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py

.PHONY: demo serve prepare test lint texts reliability bench bench-live bench-label bench-federation scan-bench format clean

$(VENV)/runtime: requirements.txt
	@$(PYTHON) tools/check_python.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/development: requirements.txt requirements-dev.txt
	@$(PYTHON) tools/check_python.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/runtime

prepare: $(VENV)/runtime
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_content
	@$(MANAGE) collectstatic --noinput --verbosity 0

demo: prepare
	@$(MANAGE) create_demo
	@echo "OK Mila : http://127.0.0.1:$(PORT)/"
	@PORT=$(PORT) $(BIN)/gunicorn --config tools/gunicorn.conf.py okmila.wsgi

serve: prepare
	@PORT=$(PORT) $(BIN)/gunicorn --config tools/gunicorn.conf.py okmila.wsgi

test: $(VENV)/development
	@$(BIN)/python tools/run_tests.py $(TESTS)

lint: $(VENV)/development
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@git ls-files -z '*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/mypy
	@$(MANAGE) makemigrations --check --dry-run --verbosity 0
	@$(MANAGE) load_content --check > /dev/null
	@$(BIN)/python -m tools.texts

# The readability of every file, written down in docs/lisibilite.md.
texts: $(VENV)/development
	@$(BIN)/python -m tools.texts --report docs/lisibilite.md

reliability: $(VENV)/development
	@$(BIN)/python -m reliability

bench: $(VENV)/development
	@$(BIN)/python benchmarks/classroom.py

bench-live: $(VENV)/development
	@$(BIN)/python benchmarks/live.py

bench-label: $(VENV)/development
	@$(BIN)/python benchmarks/label.py

bench-federation: $(VENV)/development
	@$(BIN)/python benchmarks/federation.py

scan-bench: $(VENV)/development
	@$(BIN)/python benchmarks/scan.py

format: $(VENV)/development
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@git ls-files -z '*.html' | xargs -0 $(BIN)/djade --target-version 5.2 || true

clean:
	rm -rf $(VENV) var
