/** What other processes read about an agent beside its ticks: what changes seldom. */
@NullMarked
package org.tcmureclaim.agent.state;

import org.jspecify.annotations.NullMarked;
