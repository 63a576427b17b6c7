@NullMarked
package org.tcmureclaim.linux.pressure;

import org.jspecify.annotations.NullMarked;
