/** The commands by which an operator looks at a running agent and steers it. */
@NullMarked
package org.tcmureclaim.command.operator;

import org.jspecify.annotations.NullMarked;
