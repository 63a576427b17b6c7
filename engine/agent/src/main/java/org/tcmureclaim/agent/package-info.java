/** The agent: one loop from sensing to truncating. */
@NullMarked
package org.tcmureclaim.agent;

import org.jspecify.annotations.NullMarked;
