# Two commands do everything: make run, make test. The others are for daily work.
.DEFAULT_GOAL := run
.PHONY: bench-widget run test test-fast train check evaluate lint lock language-model clean help
PYTHON := .venv/bin/python
LOTSE := .venv/bin/lotse
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .build/uv/bin/uv)
export MPLCONFIGDIR := $(CURDIR)/.build/matplotlib

run: env  ## set up what is missing, train when no model fits the content, start the chatbot
	@exec $(LOTSE) run

test: env-dev  ## set up what is missing and run all tests
	@scripts/browser
	@$(PYTHON) -m pytest

test-fast: env-dev  ## the tests that need no trained model and no browser
	@$(PYTHON) -m pytest -m "not slow"

train: env  ## train a model from the content
	@$(LOTSE) train

check: env  ## check content and county data
	@$(LOTSE) check

evaluate: env  ## measure understanding on the project's own test questions
	@$(LOTSE) evaluate tests/nlu/*.csv

lint: env-dev  ## ruff and mypy
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

lock: env-dev  ## pin all dependencies anew, with hashes, from pyproject.toml
	@$(UV) pip compile --quiet --generate-hashes --no-header --python-version 3.10 pyproject.toml -o requirements.lock
	@$(UV) pip compile --quiet --generate-hashes --no-header --python-version 3.10 pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

bench-widget: env-dev  ## measure the widget in Chromium: long tasks, first paint
	@$(PYTHON) -m benchmarks.widget

language-model: env  ## fetch spaCy's German model (optional; needs a network to its releases)
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || $(UV) pip install --quiet --python $(PYTHON) pip
	@$(PYTHON) -m spacy download de_core_news_md-3.4.0 --direct

clean:  ## delete everything that can be made again
	rm -rf .venv .build .rasa .pytest_cache .mypy_cache .ruff_cache var models/*.tar.gz

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

.PHONY: env env-dev
env:
	@scripts/environment run

env-dev:
	@scripts/environment dev

.PHONY: bench bench-peer
bench: env-dev  ## measure this project: size, training, start, memory, answers, understanding
	@$(PYTHON) -m benchmarks --uv $(UV) $(BENCH)

bench-peer: env-dev  ## the same, with Rasa's default pipeline beside it; writes docs/benchmarks.md
	@$(PYTHON) -m benchmarks --peer --uv $(UV) $(BENCH)

.PHONY: bench-review
bench-review: env-dev  ## measure how long staff wait for 10,000 open questions
	@$(PYTHON) -m benchmarks.review

.PHONY: bench-growth
bench-growth: env-dev  ## measure what a turn costs with 100, 300 and 1,000 FAQs
	@$(PYTHON) -m benchmarks.growth

.PHONY: pictures
pictures: env-dev  ## make the pictures of docs/pictures from the real server (needs Chromium)
	@$(PYTHON) scripts/pictures
