/** The decision loop: sense, decide, truncate, learn what became of it. */
@NullMarked
package org.tcmureclaim.agent.loop;

import org.jspecify.annotations.NullMarked;
