/** When each level of each data area was last needed. */
@NullMarked
package org.tcmureclaim.heat;

import org.jspecify.annotations.NullMarked;
