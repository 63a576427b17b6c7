include kernel-shim/vm/vm.mk
