/**
 * The ports between the agent and the host it runs on, be it a Linux machine or a simulated one.
 */
@NullMarked
package org.tcmureclaim.host;

import org.jspecify.annotations.NullMarked;
