@NullMarked
package org.tcmureclaim.linux.usage;

import org.jspecify.annotations.NullMarked;
