@NullMarked
package org.tcmureclaim.linux.stock;

import org.jspecify.annotations.NullMarked;
