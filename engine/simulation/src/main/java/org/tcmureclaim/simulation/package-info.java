/**
 * A simulated storage host, deterministic from a seed, behind the same ports as a real one.
 *
 * <p>{@link org.tcmureclaim.simulation.SimulatedHost} is the door. Behind it a {@code Simulation}
 * lets time pass: LUNs with their data areas ({@code dataarea}) serve the commands of customers
 * with different habits ({@code workload}), other programs come and go, and what is left of the
 * memory decides who waits for it ({@code memory}).
 *
 * <p>What is asked of the host never depends on how it was truncated: each LUN and each other user
 * draws from a random stream of its own. So two runs with one seed can be compared, one with an
 * agent and one without ({@link org.tcmureclaim.simulation.StockKernelRun}). The price: nobody
 * slows down or gives up because memory is short or a page has to be allocated again.
 */
@NullMarked
package org.tcmureclaim.simulation;

import org.jspecify.annotations.NullMarked;
