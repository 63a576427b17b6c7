/** The commands by which an operator looks at a running agent and steers it. */
@NullMarked
package org.tcmureclaim.agent.operator;

import org.jspecify.annotations.NullMarked;
