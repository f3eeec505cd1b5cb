# Two commands do everything on a fresh machine with Python 3.11 or later and make:
#   make demo   sets up and runs the main job on the sample caseload
#   make test   sets up and passes the tests
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: demo test test-slow nightly test-all lint bench generated clean help

help:            ## What can be made
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:  *##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/.demo ## Decide the sample caseload under every model and write a report
	@$(BIN)/commissioning engines
	@echo
	$(BIN)/commissioning check examples/caseload.xlsx --as-of 2026-03-31 --output - --output out/report.html --output out/report.xlsx

test: $(VENV)/.dev  ## Every check and every test but the slow ones
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile

test-slow: $(VENV)/.slow ## The slow tests: many drawn plans and journeys, all mutations, a built package
	$(BIN)/python -m pytest -m slow -n auto --dist worksteal --durations 12

nightly: $(VENV)/.dev ## A hundred thousand drawn journeys decided by every engine, which must agree
	COMMISSIONING_JOURNEYS=100000 $(BIN)/python -m pytest -m slow tests/spec/test_agreement.py

lint: $(VENV)/.dev ## Style, types and import rules
	$(BIN)/ruff check src tests examples
	$(BIN)/ruff format --check src tests examples
	$(BIN)/mypy
	@$(BIN)/lint-imports > $(VENV)/lint-imports.log || { cat $(VENV)/lint-imports.log; exit 1; }
	@tail -1 $(VENV)/lint-imports.log

bench: $(VENV)/.dev ## Measure this engine beside others, medians of five, with the machine named: about half an hour
	$(BIN)/commissioning bench --growth --format markdown

generated: $(VENV)/.dev ## Write anew what is generated: readings of contracts, reference pages, the sample caseload
	$(BIN)/python examples/make_caseload.py
	$(BIN)/python -m commissioning.app.generated .

clean:           ## Remove the environment and everything made
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed (PYTHON=… chooses one)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@# An installed package is compiled once; so is this one, whether or not Python may write what it compiles later.
	@$(BIN)/python -m compileall -q src/commissioning
	@sh .ci/durable-rules $(BIN)/python
	@touch $@

$(VENV)/.dev: $(VENV)/.demo
	$(PIP) --editable '.[bench,dev,population,store]'
	@echo "Compiling the engine for populations: about a minute, once"
	@$(BIN)/python -m commissioning.engines.columnar.ready
	@touch $@

# Spark is 500 MB, a browser's driver 160 MB, and only slow tests need them. Without Java, or Chromium, these are left out
# and say so.
$(VENV)/.slow: $(VENV)/.dev
	$(PIP) --editable '.[bench,browser,dev,population,store,spark]'
	@touch $@
