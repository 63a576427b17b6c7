/** Usage and truncation of single devices through the kernel shim, /dev/tcmu-reclaim. */
@NullMarked
package org.tcmureclaim.linux.shim;

import org.jspecify.annotations.NullMarked;
