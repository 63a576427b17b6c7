# Everything that a developer or an operator does here, by name.
.DEFAULT_GOAL := help
SHELL := /bin/bash

-include kernel-shim/vm/vm.mk

# Where the demonstration's API and page are; 'make run API=off' for none.
API ?= unix,127.0.0.1:8723

.PHONY: help build outdated run test test-fast test-full fuzz bench-policies bench-replay bench-api agent-size hostile dkms test-dkms install install-workstation uninstall test-install test-examples test-monitoring test-outdated clean format

help: ## Say what can be made
	@echo "tcmu-reclaim: gives memory of idle TCMU data areas back to a host that runs short."
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18 | sed 's/^/  make /'
	@echo
	@echo "  make run ARGS='--for 60s --json'    passes options on; 'make run ARGS=--help' lists them"

build: ## Compile and package what bin/tcmu-reclaim needs
	@bin/prerequisites
	@bin/build

run: ## Run the agent on a simulated host, with its live page; touches nothing of this machine
	@bin/prerequisites
	@bin/build
	@bin/tcmu-reclaim agent --host simulated --config configs/demo.yaml --api $(API) $(ARGS)

test: ## Run the tests on every JDK found and on a real kernel in a VM
	@.ci/test

test-fast: ## Run the Java tests on every JDK found; no VM
	@.ci/test --fast

test-full: ## Run what 'make test' runs and the suites that it leaves out, on each kernel, real-time too; hours
	@.ci/test --full

# How long all targets together.
FOR ?= 10m

fuzz: ## Feed every parser with bad input that coverage leads to (Jazzer); FOR=10m, ARGS='host yaml'
	@bin/prerequisites
	@bin/fuzz $(FOR) $(ARGS)

bench-policies: ## Quality and cost of every policy; TRACES=DIR adds traces, ARGS=--markdown
	@bin/prerequisites
	@bin/build
	@nice -n 10 bin/tcmu-reclaim bench $(if $(TRACES),--traces '$(TRACES)') $(ARGS)

bench-replay: ## How fast traces are compiled and replayed; ARGS='--trace FILE' takes another
	@bin/prerequisites
	@bin/build
	@bin/tcmu-reclaim bench-replay $(ARGS)

bench-api: ## Agents under 50 viewers and 200 requests/s, their memory and ticks; ARGS='--for 10m'
	@bin/prerequisites
	@bin/build
	@bin/tcmu-reclaim bench-api $(ARGS)

agent-size: ## How much of a host an agent takes: memory, threads, processor time; root; ARGS='--luns 256 --busy --for 60'
	@bin/prerequisites
	@bin/build
	@bin/class-archive
	@bin/agent-size $(ARGS)

# Seconds of each attack, connections, and a bin/tcmu-reclaim that is attacked too.
SECONDS_EACH ?= 10
CONNECTIONS ?= 10000
AGAINST ?=

hostile: ## Attack an agent's API with up to 10,000 connections, beside the same load without; SECONDS_EACH=5
	@bin/prerequisites
	@bin/build
	@bin/hostile $(SECONDS_EACH) $(CONNECTIONS) $(AGAINST)

# Where to; packages set DESTDIR.
DESTDIR ?=
PREFIX ?= /usr

install: ## Install or upgrade the agent, its unit and a configuration that observes; DESTDIR= and PREFIX=/usr
	@bin/prerequisites
	@bin/build
	@bin/install-into '$(DESTDIR)' '$(PREFIX)'

install-workstation: ## The same, with replay, diff, test, trace and bench
	@bin/prerequisites
	@bin/build
	@bin/install-into --workstation '$(DESTDIR)' '$(PREFIX)'

uninstall: ## Take it away again; configuration, policies and what the agent wrote stay
	@bin/install-into --remove '$(DESTDIR)' '$(PREFIX)'

test-install: ## Install into a scratch folder, and judge it
	@bin/build
	@bin/test-install

test-examples: ## Build the policy of docs/writing-a-policy.md, replay it, and let it shadow
	@bin/build
	@examples/halves-policy/test

test-monitoring: ## Check alert rules and the Grafana board with promtool
	@bin/test-monitoring

dkms: ## Put the kernel shim's source tree for DKMS together, in target/dkms
	@kernel-shim/module/dkms/pack

test-dkms: ## Let DKMS build, install and refuse the shim, all in a scratch folder
	@kernel-shim/module/dkms/test

format: ## Bring all Java into the one format
	@bin/prerequisites
	@mvn -q spotless:apply

outdated: ## Say which libraries and plugins have a newer release, and what is held back and why
	@bin/prerequisites
	@bin/outdated

test-outdated: ## Check what 'make outdated' makes of Maven's words; asks no network
	@bin/test-outdated

clean: ## Remove what was built
	@rm -rf .ci/results
	@find . -name target -type d -not -path './.git/*' -prune -exec rm -rf {} +
