/** Asks a running agent, with nothing but the JDK's sockets, so that a command starts at once. */
@NullMarked
package org.tcmureclaim.command.client;

import org.jspecify.annotations.NullMarked;
