/** The policies that come with tcmu-reclaim, one file each. */
@NullMarked
package org.tcmureclaim.policy.builtin;

import org.jspecify.annotations.NullMarked;
