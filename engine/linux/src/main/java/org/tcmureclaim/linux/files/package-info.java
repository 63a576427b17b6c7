/** Opening files of operators by the kernel's own means. */
@NullMarked
package org.tcmureclaim.linux.files;

import org.jspecify.annotations.NullMarked;
