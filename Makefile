# The one door: everything that people and CI do with this checkout is a target here.
# `make demo` and `make test` work from a bare clone; what is done once is not done again.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV ?= .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore $(BIN)/python -m pip -qq
ARGS ?=

# The first Python that is new enough; a name on the PATH may be a shim with nothing behind it.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)

MADE := $(VENV)/.made
INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed
MODELLED := $(VENV)/.modelled
PACKAGED := pyproject.toml hatch_build.py $(wildcard web/*)

.PHONY: help setup demo test others unit lint fmt golden bench clean browser judges

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(DEVELOPED) browser ## Make .venv with mdvid, the tools to work on it, and a browser

demo: $(INSTALLED) browser ## Build the tour: examples/tour/deck.mp4
	@$(BIN)/mdvid build examples/tour/deck.md

test: $(DEVELOPED) $(MODELLED) browser judges ## Run the whole suite; ARGS="-k name" for a part of it
	@$(BIN)/python -m pytest -n 2 $(ARGS)

others: ## Run the unit tests on every other Python that is here
	@for version in 3.12 3.13 3.14; do \
		for python in python$$version ~/.pyenv/versions/$$version.*/bin/python; do \
			$$python -c '' 2>/dev/null || continue; \
			echo "Python $$version"; \
			$(MAKE) VENV=build/venv-$$version PYTHON=$$python unit; \
			break; \
		done; \
	done

unit: $(DEVELOPED)
	@$(BIN)/python -m pytest -q -n 2 -m 'not models' tests/unit $(ARGS)

lint: $(DEVELOPED) ## Format, style, types and layers, as CI wants them
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy --no-error-summary
	@said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }
	@echo "nothing to complain about"

fmt: $(DEVELOPED) ## Format, and fix what can be fixed
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

golden: $(DEVELOPED) browser ## Write expected outputs anew; then read the diff
	@MDVID_GOLDEN=rewrite $(BIN)/python -m pytest -q tests/golden $(ARGS)

bench: $(DEVELOPED) browser ## Measure, against the peers too
	@$(BIN)/python -m benchmarks.run $(ARGS)

clean: ## Delete what can be made again
	@rm -rf $(VENV) build dist src/mdvid/_web src/*.egg-info benchmarks/.work
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

browser: $(INSTALLED)
	@$(BIN)/mdvid setup --yes --quiet

# ffmpeg and ffprobe are judges in tests; mdvid itself does not use them.
judges:
	@command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing ffmpeg, the judge of the tests"; \
		export DEBIAN_FRONTEND=noninteractive; \
		(apt-get -qq update && apt-get -qq install -y --no-install-recommends ffmpeg) \
			>/dev/null 2>&1 || { echo "apt-get could not install ffmpeg" >&2; exit 1; }; \
	else \
		echo "ffmpeg and ffprobe judge the tests: install them first (sudo apt install ffmpeg)" >&2; \
		exit 1; \
	fi

$(MADE):
	@test -n "$(PYTHON)" || { echo "mdvid needs Python 3.11 or newer: set PYTHON=" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { echo "the venv module is missing: apt install python3-venv" >&2; exit 1; }
	@$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

$(INSTALLED): $(MADE) $(PACKAGED)
	@echo "installing mdvid and what it needs"
	@$(PIP) install --editable .
	@touch $@

$(DEVELOPED): $(INSTALLED) pyproject.toml
	@echo "installing the tools to work on it"
	@$(PIP) install --group dev
	@touch $@

$(MODELLED): $(DEVELOPED)
	@echo "installing torch, diffusers and Coqui TTS (several gigabytes, once)"
	@$(PIP) install --editable '.[all]'
	@touch $@
