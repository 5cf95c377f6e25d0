# `make` alone lists the targets. All paths are relative, so that the project may lie in a folder whose name has
# spaces. PYTHON names the interpreter that .venv is made with, ARGS is handed on to the command of the target:
#
#   make kit ARGS="--only '*square*'"
#
# Written for macOS too, but not tried there.

.DEFAULT_GOAL := help
.PHONY: help kit test test-ci test-all mutants docs bench cluster release-rehearsal lock clean lint lint-rest setup-run setup-test setup-test-ci setup-test-all
.SUFFIXES:
.NOTPARALLEL:

# Where this variable is set, as in many images for containers, every process compiles all modules anew.
unexport PYTHONDONTWRITEBYTECODE

ARGS =
PY = .venv/bin/python
# Which tests share a worker is decided in tests/conftest.py.
SPREAD = -n auto --no-loadscope-reorder
CODE = $(wildcard kit bench tests)

# The loader of macOS does not look where Homebrew keeps libcairo. The variable stands before the command, and is
# not exported, because macOS removes it from the environment of /bin/sh.
ifeq ($(shell uname -s),Darwin)
PY = DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib .venv/bin/python
endif

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' Makefile

kit: setup-run ## make all images in the language of kit.yaml, in dist/ (ARGS="--language all" makes all languages)
	$(PY) -m kit build --language own $(ARGS)

test: lint-rest ## check the code and run the tests: five minutes on two idle cores
	@$(call beside_types,$(PY) -m pytest -m "not ci and not slow and not mutant" $(SPREAD) -q $(ARGS))

test-ci: setup-test-ci lint-rest ## the same and the longer tests of tests/SLOW.md: what every change passes before it lands
	@$(call beside_types,$(PY) -m pytest -m "not slow and not mutant" $(SPREAD) -q $(ARGS))

test-all: export WHOLE_BROWSER = yes
test-all: setup-test-all ## run the tests that test-ci leaves out (ARGS=tests/publish/store runs those of one folder)
	$(PY) -m pytest -m slow $(SPREAD) -q $(ARGS)

mutants: setup-test ## put each fault of tests/mutants into a copy of the code, and see its test fail
	$(PY) -m pytest -m mutant -n auto -q $(ARGS)

docs: setup-test ## build the documentation as a site into build/site
	$(PY) -m docs.generated
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --quiet $(ARGS)

bench: setup-test ## measure the kit beside other programs, keep bench/RESULTS.md (needs node; ARGS="--long" for 600 cards)
	$(PY) -m bench.peers.run --keep $(ARGS)

cluster: setup-test ## start a scheduler and two workers on this machine, for kit build --scheduler tcp://127.0.0.1:8786
	@scripts/cluster.sh $(ARGS)

release-rehearsal: setup-run ## make a release twice and compare all of it; publishes nothing (ARGS=v1.0.0 names its tag)
	@PY="$(CURDIR)/.venv/bin/python" scripts/rehearse.sh $(ARGS)

lock: ## write the lock files anew from pyproject.toml (ARGS=--upgrade takes newer versions)
	@scripts/bootstrap.sh lock
	@scripts/lock.sh $(ARGS)

clean: ## remove .venv, the caches and what pip builds
	rm -rf .venv .venv-lock .venv-moto build .hypothesis .mypy_cache .pytest_cache .ruff_cache ./*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

lint: lint-rest ## check the code, its types and the files of the workflows
	$(PY) -m mypy $(CODE)

# Types take as long as some of the longest tests, and are checked while tests wait: for a browser, or for each other.
# What mypy found is shown below the tests.
define beside_types
mkdir -p build; $(PY) -m mypy $(CODE) >build/types.txt 2>&1 & types=$$!; \
$(1); tests=$$?; \
wait $$types; types=$$?; cat build/types.txt; \
[ $$types -eq 0 ] && exit $$tests
endef

lint-rest: setup-test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/zizmor --offline --quiet --persona pedantic .github action.yml
	.venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	.venv/bin/check-jsonschema --builtin-schema vendor.github-actions action.yml
	.venv/bin/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec scripts/compose.yaml
	.venv/bin/check-jsonschema --schemafile schemas/locale.json $(filter-out %/status.yaml,$(wildcard locales/*.yaml))
	.venv/bin/check-jsonschema --schemafile schemas/layout.json templates/svg/*/layout.yaml templates/starter/templates/svg/*/layout.yaml
	.venv/bin/check-jsonschema --schemafile schemas/palette.json templates/layout/palette.yaml templates/svg/palette.yaml templates/svg/*/palette.yaml templates/starter/templates/svg/palette.yaml

setup-run:
	@scripts/bootstrap.sh run

setup-test:
	@scripts/bootstrap.sh test

setup-test-ci:
	@scripts/bootstrap.sh test-ci

setup-test-all:
	@scripts/bootstrap.sh test-all
