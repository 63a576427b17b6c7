/** Puts an agent together from its configuration. */
@NullMarked
package org.tcmureclaim.agent.assembly;

import org.jspecify.annotations.NullMarked;
