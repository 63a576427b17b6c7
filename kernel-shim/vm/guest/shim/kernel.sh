# What the kernel's log has to say.
# shellcheck shell=bash

# Beside what any kernel says: lockdep, KASAN, sleeping in atomic context and RCU say WARNING or BUG, and some
# of their findings neither.
COMPLAINTS='WARNING: |Oops|BUG: |kernel BUG at|general protection|Bad page|blocked for more than|Buffer I/O error'
COMPLAINTS+='|KASAN|possible circular locking|suspicious RCU|non-static key|Invalid wait context|ODEBUG|list_(add|del) corruption'
COMPLAINTS+='|INFO: rcu.*stall|INFO: rcu_.*detected'

complaints() { dmesg | grep -cE "$COMPLAINTS"; }

# Bad page, oops, warning, soft lockup: these stay when the log has lost them.
tainted() { echo $(($(</proc/sys/kernel/tainted) & (1 << 5 | 1 << 7 | 1 << 9 | 1 << 14))); }

check_kernel() {
  begin kernel
  expect "no complaint in the kernel's log" [ "$(complaints)" = 0 ]
  dmesg | grep -m 5 -E "$COMPLAINTS"
  expect "no taint by a warning, an oops, a bad page or a lockup" [ "$(tainted)" = 0 ]
  finish "$(complaints) complaints, taint $(tainted)"
}
