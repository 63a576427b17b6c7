/** Tests of the use of the shim, against a made-up one. */
@NullMarked
package org.tcmureclaim.linux.shim;

import org.jspecify.annotations.NullMarked;
