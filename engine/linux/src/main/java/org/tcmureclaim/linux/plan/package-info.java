/** How plans are carried out beside the decision thread, whatever the means. */
@NullMarked
package org.tcmureclaim.linux.plan;

import org.jspecify.annotations.NullMarked;
