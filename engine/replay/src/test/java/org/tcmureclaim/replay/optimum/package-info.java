@NullMarked
package org.tcmureclaim.replay.optimum;

import org.jspecify.annotations.NullMarked;
