/** Quality and cost of all policies, as tables: what {@code make bench-policies} prints. */
@NullMarked
package org.tcmureclaim.replay.bench;

import org.jspecify.annotations.NullMarked;
