/** The calls into the kernel that Java has no door to. */
@NullMarked
package org.tcmureclaim.shim;

import org.jspecify.annotations.NullMarked;
