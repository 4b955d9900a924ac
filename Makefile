# make demo: the sample fair, end to end.  make test: everything, set up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bench serve lock clean

$(READY): requirements.txt requirements-dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $(READY)

$(VENV)/.ready-dev: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $(VENV)/.ready-dev

demo: $(READY)
	$(BIN)/fairmatch demo --out demo-out

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell

test: lint
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

clean:
	rm -rf $(VENV) demo-out build *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
