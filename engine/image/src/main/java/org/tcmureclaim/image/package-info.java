/**
 * One image of each tick: filled once by the decision thread, and read by all that show or send
 * what the agent sees, in its process and in others.
 */
@NullMarked
package org.tcmureclaim.image;

import org.jspecify.annotations.NullMarked;
