/** Customers: what each was promised, and how its devices may be reclaimed from. */
@NullMarked
package org.tcmureclaim.customer;

import org.jspecify.annotations.NullMarked;
