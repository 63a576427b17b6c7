@NullMarked
package org.tcmureclaim.linux.memory;

import org.jspecify.annotations.NullMarked;
