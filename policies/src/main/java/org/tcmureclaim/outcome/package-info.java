/** What became of the cuts: how each ended, and which pages came back soon after. */
@NullMarked
package org.tcmureclaim.outcome;

import org.jspecify.annotations.NullMarked;
