/** Built-in workloads: tick tables that are made from a seed, the same on every machine. */
@NullMarked
package org.tcmureclaim.replay.workload;

import org.jspecify.annotations.NullMarked;
