/**
 * What the clients of the API may cost: places, bytes and time. Vert.x bounds lines, headers and
 * handshakes; what it lacks is here, as Netty handlers around its own.
 */
@NullMarked
package org.tcmureclaim.server.api.connection;

import org.jspecify.annotations.NullMarked;
