/** Tests of the calls into the kernel, made against the kernel that the build runs on. */
@NullMarked
package org.tcmureclaim.shim;

import org.jspecify.annotations.NullMarked;
