/** The flight recorder: writes down what the loop senses and decides, off its thread. */
@NullMarked
package org.tcmureclaim.agent.recorder;

import org.jspecify.annotations.NullMarked;
