/** Truncation on an unpatched kernel, by lowering the global limit for a moment. */
@NullMarked
package org.tcmureclaim.linux.stock;

import org.jspecify.annotations.NullMarked;
