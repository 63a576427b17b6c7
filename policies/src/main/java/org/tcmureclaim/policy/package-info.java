/** What a reclaim policy is, and how one is found and configured. */
@NullMarked
package org.tcmureclaim.policy;

import org.jspecify.annotations.NullMarked;
