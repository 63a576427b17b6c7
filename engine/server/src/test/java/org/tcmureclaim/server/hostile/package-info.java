/** Clients that are out to harm, against an agent of its own process. */
@NullMarked
package org.tcmureclaim.server.hostile;

import org.jspecify.annotations.NullMarked;
