@NullMarked
package org.tcmureclaim.image;

import org.jspecify.annotations.NullMarked;
