/**
 * Orders to a running agent over one Unix socket: pause, resume, shrink, reload. Needs neither web
 * server nor JSON, so that it works when those do not.
 *
 * <p>{@link org.tcmureclaim.agent.orders.OrderFormat} describes what goes over the socket. {@link
 * org.tcmureclaim.agent.orders.OrderServer} is the agent's side, {@link
 * org.tcmureclaim.agent.orders.OrderClient} the other.
 */
@NullMarked
package org.tcmureclaim.agent.orders;

import org.jspecify.annotations.NullMarked;
