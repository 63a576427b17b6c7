/** Plans for tests. */
@NullMarked
package org.tcmureclaim.decision;

import org.jspecify.annotations.NullMarked;
