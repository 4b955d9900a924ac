# make demo: the sample fair, end to end.   make test: every check, set up by itself.
# make lint, bench, serve, lock, clean: see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
INSTALL := $(PIP) install --no-compile
DEMO_OUT ?= demo-out

# Coverage with branches, in percent, that each room must not fall below.
COVER_SCHEDULER := 99
COVER_DATA := 99
COVER_PRINTOUTS := 99
COVER_API := 99

.PHONY: demo test lint coverage system bench bench-fit bench-print serve lock clean

demo: $(READY)
	$(BIN)/fairmatch demo --out $(DEMO_OUT)

test:
	$(MAKE) --no-print-directory --jobs 2 lint system
	$(BIN)/python -m pytest -n 2 --cov --cov-report=
	$(MAKE) --no-print-directory coverage

lint: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell

coverage: $(READY_DEV)
	$(BIN)/coverage report --include='scheduler/*' --fail-under=$(COVER_SCHEDULER)
	$(BIN)/coverage report --include='data/*' --fail-under=$(COVER_DATA)
	$(BIN)/coverage report --include='printouts/*' --fail-under=$(COVER_PRINTOUTS)
	$(BIN)/coverage report --include='api/*' --fail-under=$(COVER_API)

system:
	@sh .ci/system-packages

bench: $(READY) bench-print bench-fit
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.walks
	$(BIN)/python -m benchmarks.crowded --seeds 1
	$(BIN)/python -m benchmarks.repair

bench-fit: $(READY)
	$(BIN)/python benchmarks/fit.py
	$(BIN)/python -m benchmarks.fit_scale 3500x3000

bench-print: $(READY)
	$(BIN)/python benchmarks/print.py

serve: $(READY)
	$(BIN)/fairmatch serve

# Writes the lock files anew from pyproject.toml, on the lowest Python we support;
# pins that still fit stay, so delete a lock file first to move to newer versions.
LOCK_TOOLS := build/lock-tools
COMPILE := $(LOCK_TOOLS)/bin/pip-compile --quiet --strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock:
	$(PYTHON) -m venv $(LOCK_TOOLS)
	$(LOCK_TOOLS)/bin/python -m pip --quiet --disable-pip-version-check install pip-tools==7.6.2
	$(COMPILE) --output-file requirements.txt pyproject.toml
	$(PYTHON) -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['dev'], sep='\n')" > build/dev.in
	$(COMPILE) --constraint requirements.txt --output-file requirements-dev.txt build/dev.in

clean:
	rm -rf $(VENV) $(DEMO_OUT) build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis

define ENVIRONMENT
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.11" >&2; exit 1; }
$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	{ echo "This Python cannot make an environment; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
endef

$(READY): requirements.txt pyproject.toml
	$(ENVIRONMENT)
	$(INSTALL) -r requirements.txt
	$(INSTALL) --no-deps --editable .
	@touch $@

# In one go, as pip takes half a minute to think even of what is there already.
$(READY_DEV): requirements.txt requirements-dev.txt pyproject.toml
	$(ENVIRONMENT)
	$(INSTALL) -r requirements.txt -r requirements-dev.txt
	$(INSTALL) --no-deps --editable .
	@touch $(READY) $@
