package org.tcmureclaim.linux.memory;

import java.util.OptionalLong;

/**
 * Memory figures that no decision needs and a recording is better for. Empty is what this kernel
 * does not tell.
 *
 * @param ioSomeMicros time since boot in which some task waited for I/O ({@code pressure/io})
 * @param fileBytes {@code Active(file)} and {@code Inactive(file)} (proc(5))
 * @param directScans {@code pgscan_direct} of {@code vmstat}
 * @param directSteals {@code pgsteal_direct}
 * @param allocationStalls sum of {@code allocstall_*}
 * @param refaults sum of {@code workingset_refault_*}
 */
public record MemoryDetail(
    OptionalLong ioSomeMicros,
    OptionalLong fileBytes,
    OptionalLong anonBytes,
    OptionalLong slabUnreclaimableBytes,
    OptionalLong swapUsedBytes,
    OptionalLong directScans,
    OptionalLong directSteals,
    OptionalLong allocationStalls,
    OptionalLong refaults) {}
