/** How reports are shown: a live table, lines for a pipe, or JSON. */
@NullMarked
package org.tcmureclaim.agent.display;

import org.jspecify.annotations.NullMarked;
