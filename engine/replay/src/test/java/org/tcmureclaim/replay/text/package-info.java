/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.text;

import org.jspecify.annotations.NullMarked;
