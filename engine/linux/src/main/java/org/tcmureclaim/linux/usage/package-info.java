/** How much a device holds, and how much it does. */
@NullMarked
package org.tcmureclaim.linux.usage;

import org.jspecify.annotations.NullMarked;
