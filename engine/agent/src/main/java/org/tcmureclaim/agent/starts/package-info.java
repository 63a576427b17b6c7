/** What is known of agents that ran on this host before: how they ended, and how often. */
@NullMarked
package org.tcmureclaim.agent.starts;

import org.jspecify.annotations.NullMarked;
