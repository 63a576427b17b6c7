# Targets that boot a real kernel in QEMU; see kernel-shim/vm/README.md for the knobs.
VM_FOLDER := $(dir $(lastword $(MAKEFILE_LIST)))

.PHONY: vm vm-demo vm-first-light vm-refusals vm-signed vm-systemd vm-shim vm-agent-shim vm-handler-end vm-companion vm-companion-storms vm-agent-companion vm-spinning vm-companion-speed vm-self-test vm-upstream vm-shim-speed vm-figures vm-model vm-debug vm-clean

vm: ## Boot a TCMU host with the agent running and get a root shell in it
	@CONSOLE=tty $(VM_FOLDER)boot vm.sh

vm-demo: ## Watch the agent on real LUNs under load and memory pressure
	@CONSOLE=tty $(VM_FOLDER)boot demo.sh

vm-first-light: ## Judge the agent against real LUNs, from outside
	@$(VM_FOLDER)suite first-light

vm-refusals: ## Judge what the agent says where it cannot work
	@KERNEL_ARGS=psi=0 $(VM_FOLDER)suite refusals

vm-signed: ## Judge a host that takes signed modules only: the stock driver serves, ours is refused with a sentence
	@$(VM_FOLDER)../module/build
	@KERNEL_ARGS=module.sig_enforce=1 $(VM_FOLDER)suite signed

vm-systemd: ## Judge the installed unit under systemd: hardening, stop, kill, reload, on the stock module and the shim
	@[ -x /lib/systemd/systemd ] || { echo "vm-systemd: the guest runs this machine's systemd; apt-get install systemd" >&2; exit 1; }
	@bin/build
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite systemd

vm-shim: ## Judge the kernel shim: per-device truncation, its ABI, integrity under a storm of truncations
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)../module/test/sabotage/build
	@$(VM_FOLDER)suite shim
	@$(VM_FOLDER)suite shim-sabotage
	@$(MAKE) --no-print-directory vm-shim-speed

vm-companion: ## Judge the module beside a running stock driver: loaded, used and unloaded under verified I/O
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite companion

vm-companion-storms: ## Judge the module beside a running stock driver while queues are full, commands time out, rings are reset
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite companion-storms

vm-agent-companion: ## Judge the agent beside a running stock driver, through upgrades of both; its recordings are replayed
	@$(VM_FOLDER)../module/build
	@TIMEOUT=$${TIMEOUT:-2400} $(VM_FOLDER)suite agent-companion
	@[ -n "$${CHECKS:-}" ] || bin/tcmu-reclaim replay target/vm/agent-companion/recording --as-recorded

vm-spinning: ## Judge what a handler that spins in the stock driver can break, beside the module: nothing of others
	@$(VM_FOLDER)../module/build
	@SMP=$${SMP:-4} KERNEL_ARGS="$${KERNEL_ARGS:-preempt=full}" $(VM_FOLDER)suite spinning

vm-companion-speed: ## Compare how often the module beside the driver cuts with the plainest module that can
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite companion-speed

vm-upstream: ## Judge the series for the mainline kernel by its own self-tests, on the kernel that it is made for
	@$(VM_FOLDER)../upstream/check
	@KERNEL_SERIES=$${KERNEL_SERIES:-7.3-trixie-backports} MODULE=target/upstream $(VM_FOLDER)suite upstream

vm-self-test: ## Judge the self-test of the module beside a driver: what it finds, what it refuses, what it leaves
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite self-test

vm-agent-shim: ## Judge the agent on a kernel with the shim: devices cut one by one; its recordings are replayed
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite agent-shim
	@[ -n "$${CHECKS:-}" ] || bin/tcmu-reclaim replay target/vm/agent-shim/recording --as-recorded

vm-handler-end: ## Judge what the agent does about a handler that ends: LUNs tried one first, and left alone after a fault
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite handler-end
	@[ -n "$${CHECKS:-}" ] || bin/tcmu-reclaim replay target/vm/handler-end/recording --as-recorded

vm-shim-speed: ## Measure the kernel shim against the stock module: stalls, faults, COUNT of 256 devices
	@$(VM_FOLDER)../module/build
	@MEM=$${MEM:-2048} $(VM_FOLDER)suite shim-speed
	@$(VM_FOLDER)plot-stalls target/vm/shim-speed >target/vm/shim-speed/stalls.svg
	@echo "the plot: target/vm/shim-speed/stalls.svg"

vm-figures: ## Compare stock driver, module beside it and patched driver: commands, faults, stalls, holds, COUNT; ROUNDS=3
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)figures

vm-model: ## Compare the model of a data area with a live kernel, step by step
	@$(VM_FOLDER)../module/build
	@$(VM_FOLDER)suite model
	@java -cp engine/simulation/target/classes:policies/target/classes \
	  org.tcmureclaim.simulation.dataarea.KernelSteps target/vm/model/steps-*.txt

vm-debug: ## Judge the kernel shim under lockdep and KASAN; builds that kernel first, unless it is cached
	@$(VM_FOLDER)debug

vm-clean: ## Remove the cached kernels and packages
	rm -rf "$${VM_CACHE:-$${XDG_CACHE_HOME:-$$HOME/.cache}/tcmu-reclaim/vm}"
