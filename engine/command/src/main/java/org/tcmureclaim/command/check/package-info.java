/** What a configuration would do here, before an agent runs with it. */
@NullMarked
package org.tcmureclaim.command.check;

import org.jspecify.annotations.NullMarked;
