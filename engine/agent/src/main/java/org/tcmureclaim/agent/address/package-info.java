/** Where an agent listens: for the agent itself and the commands that ask it. */
@NullMarked
package org.tcmureclaim.agent.address;

import org.jspecify.annotations.NullMarked;
