/** Where an agent's API is: for the agent that listens there and the commands that ask it. */
@NullMarked
package org.tcmureclaim.agent.address;

import org.jspecify.annotations.NullMarked;
