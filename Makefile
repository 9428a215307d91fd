# make       sets everything up and codes the bundled documents into out/events.csv
# make test  sets everything up and runs all tests
# make nightly CORPUS=DIR OUT=DIR [WORKERS=N]  codes only what is new (docs/nightly.md)
# Each step is done again only when what it is made from has changed.

PYTHON ?= $(shell for p in python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
INSTALLED := .venv/.installed
TOOLS := .venv/.tools
CHECKED := out/.dictionaries-checked
DICTIONARIES := $(shell find dictionaries)
SOURCES := $(shell find eventcoder -name '*.py') $(shell find eventcoder/models -type f)

.PHONY: all test check check-dictionaries nightly kill-test benchmark-actors benchmark-nightly model model-card clean
.DELETE_ON_ERROR:

all: out/events.csv
	@$(BIN)/eventcoder show out/events.csv --limit 20
	@echo 'All columns: out/events.csv'

# The stamps are made last: an installation that was broken off is taken up again.
$(INSTALLED): setup.cfg pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Python 3.11 is needed: install it, or name it with make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@echo 'Installing into .venv (a minute or two)'
	@$(BIN)/pip --version > /dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(TOOLS): $(INSTALLED)
	@echo 'Installing the tools of the tests'
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(CHECKED): $(INSTALLED) $(DICTIONARIES) $(SOURCES)
	@echo 'Compiling the dictionaries'
	@mkdir -p out
	@$(BIN)/eventcoder dict check --no-examples
	@touch $@

out/events.csv: $(CHECKED) fixtures/documents.jsonl
	@echo 'Coding fixtures/documents.jsonl'
	@$(BIN)/eventcoder code fixtures/documents.jsonl --out $@

test: $(TOOLS) $(CHECKED)
	@$(BIN)/python -m pytest

# Every fault at its line, and every example of every entry.
check-dictionaries: $(INSTALLED)
	@$(BIN)/eventcoder dict check
	@$(BIN)/eventcoder dict fmt --check

check: $(TOOLS)
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/eventcoder dict check --no-examples
	$(BIN)/python -m pytest

# Trains the shipped model anew (half an hour). TREEBANKS: CoNLL-U files to train with; TESTS: those it is scored on.
TREEBANK := ../shared/treebank
TREEBANKS ?= $(TREEBANK)/padt-train.conllu $(TREEBANK)/padt-docs.conllu $(TREEBANK)/pud-train.conllu
TESTS ?= $(TREEBANK)/padt-test.conllu $(TREEBANK)/pud-test.conllu
SENTENCES ?= ../shared/gold/gsr_dev/sentences.jsonl
PLAIN ?= ../shared/model/padt-pud.udpipe
LICENCE ?= CC BY-NC-SA 3.0 (UD Arabic-PADT: CC BY-NC-SA 3.0, UD Arabic-PUD: CC BY-SA 3.0)
NOTE ?= The documents of the development set docs_dev are in the training data (padt-docs.conllu): scores of event coding on them are a little flattered.
MEASURED := $(foreach file,$(wildcard $(SENTENCES)),--sentences $(file)) $(foreach file,$(wildcard $(PLAIN)),--plain $(file))

model: $(INSTALLED)
	$(BIN)/eventcoder model train $(TREEBANKS) $(foreach file,$(TESTS),--test $(file)) $(MEASURED) \
	  --out eventcoder/models --licence '$(LICENCE)' --note '$(NOTE)'

# Writes the model's card anew, its tables measured now.
model-card: $(INSTALLED)
	OMP_NUM_THREADS=1 $(BIN)/eventcoder model measure $(TESTS) $(MEASURED) --write

WORKERS ?= 1
nightly: $(CHECKED)
	@test -n '$(CORPUS)' -a -n '$(OUT)' || { echo 'usage: make nightly CORPUS=DIR OUT=DIR [WORKERS=N]' >&2; exit 2; }
	@$(BIN)/eventcoder code '$(CORPUS)' --out '$(OUT)/' --workers $(WORKERS)

# 40 kills of a run over 2,000 documents; then its output is that of an undisturbed run.
KILLS ?= 40
DOCUMENTS ?=
kill-test: $(TOOLS) $(CHECKED)
	@$(BIN)/python tests/kill_run.py --kills $(KILLS) --documents $(or $(DOCUMENTS),2000)

# 100,000 documents of three sentences with 1 and with 2 workers: an hour or more. DOCUMENTS=2000 is a taste.
benchmark-actors: $(TOOLS) $(CHECKED)
	@$(BIN)/python tests/benchmark_actors.py $(SENTENCES)

benchmark-nightly: $(TOOLS) $(CHECKED)
	@$(BIN)/python tests/benchmark_nightly.py --documents $(or $(DOCUMENTS),100000)

clean:
	rm -rf .venv out build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find eventcoder tests -name __pycache__ -prune -exec rm -rf {} +
