/** How much memory is wanted back, and how urgently. */
@NullMarked
package org.tcmureclaim.demand;

import org.jspecify.annotations.NullMarked;
