/** Several orders followed in thought, and the one that has done best. */
@NullMarked
package org.tcmureclaim.expert;

import org.jspecify.annotations.NullMarked;
