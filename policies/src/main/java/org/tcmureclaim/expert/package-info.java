/** Several orders followed in thought, and the mean of what they would keep. */
@NullMarked
package org.tcmureclaim.expert;

import org.jspecify.annotations.NullMarked;
