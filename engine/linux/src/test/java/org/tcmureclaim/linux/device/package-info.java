@NullMarked
package org.tcmureclaim.linux.device;

import org.jspecify.annotations.NullMarked;
