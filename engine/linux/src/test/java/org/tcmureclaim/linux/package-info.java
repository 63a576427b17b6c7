/** Tests of the Linux host on trees of files. */
@NullMarked
package org.tcmureclaim.linux;

import org.jspecify.annotations.NullMarked;
