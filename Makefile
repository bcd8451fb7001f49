# One line per task; the work is in .ci/, CMake presets and clients/demo.
# All paths are relative, so that a clone works anywhere, also under a path with spaces.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

JOBS ?= $(shell nproc)
LISTEN ?= 127.0.0.1:7070
DATA ?= build/data

export JOBS

.PHONY: help
help: ## list these targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

.PHONY: setup
setup: ## install what is missing (Debian packages with sudo where not root, npm packages)
	@.ci/setup

build/%/build.ninja: CMakePresets.json | setup
	cmake --preset $*
	@touch $@

.PHONY: build
build: build/dev/build.ninja ## build build/bin/setarad and build/bin/setara
	@cmake --build --preset dev -j $(JOBS) --target programs
	@mkdir -p build/bin
	@ln -sfn ../dev/bin/setarad build/bin/setarad
	@ln -sfn ../dev/bin/setara build/bin/setara

.PHONY: run
run: build ## serve on LISTEN (127.0.0.1:7070) with the data directory DATA (build/data)
	build/bin/setarad serve --data "$(DATA)" --listen "$(LISTEN)"

.PHONY: demo
demo: build ## load demo data and walk through the product; Ctrl-C ends it
	@clients/demo/demo.sh build/bin

.PHONY: test
test: build ## build and run every test
	@cmake --build --preset dev -j $(JOBS)
	@ctest --preset dev -j $(JOBS)

.PHONY: lint
lint: build ## clang-format, buf lint, buf breaking, clang-tidy
	@.ci/setup lint
	@cmake --build --preset dev -j $(JOBS)
	@.ci/lint

.PHONY: format
format: ## rewrite the sources with clang-format
	@.ci/setup lint
	@git ls-files -z '*.h' '*.cc' | xargs -0 -r clang-format-19 -i

.PHONY: asan tsan
asan: ## every test with the address and undefined behaviour sanitizers
tsan: ## every test with the thread sanitizer
asan tsan: %: build/%/build.ninja
	@cmake --build --preset $@ -j $(JOBS)
	@ctest --preset $@ -j $(JOBS)

.PHONY: bench
bench: setup ## build with full optimisation and measure
	@.ci/setup bench
	@$(MAKE) --no-print-directory build/release/build.ninja
	@cmake --build --preset release -j $(JOBS) --target benchmarks
	@for bench in build/release/bin/*_bench; do echo "$$bench"; "$$bench" || exit 1; done
