/** Text of kernel files, read and parsed without allocating. */
@NullMarked
package org.tcmureclaim.linux.text;

import org.jspecify.annotations.NullMarked;
