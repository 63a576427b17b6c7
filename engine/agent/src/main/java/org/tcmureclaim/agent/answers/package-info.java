/**
 * What the API and the commands with {@code --json} answer: JSON made of an image, the state of the
 * agent and its decisions. Both ask the same code, so both say the same.
 */
@NullMarked
package org.tcmureclaim.agent.answers;

import org.jspecify.annotations.NullMarked;
