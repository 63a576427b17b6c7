@NullMarked
package org.tcmureclaim.linux.watch;

import org.jspecify.annotations.NullMarked;
