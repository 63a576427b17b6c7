/** The thread that looks at devices, and how the decision thread learns of it. */
@NullMarked
package org.tcmureclaim.linux.watch;

import org.jspecify.annotations.NullMarked;
