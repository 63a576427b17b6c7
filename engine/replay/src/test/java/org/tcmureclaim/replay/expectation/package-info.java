/** Tests of policy tests. */
@NullMarked
package org.tcmureclaim.replay.expectation;

import org.jspecify.annotations.NullMarked;
