/**
 * What is known of the host at one moment: memory, pressure and the devices. The only thing a
 * policy sees.
 */
@NullMarked
package org.tcmureclaim.snapshot;

import org.jspecify.annotations.NullMarked;
