/**
 * The server: a process without privileges that shows what the files of an agent say, over HTTP,
 * and passes orders on. Whatever becomes of it, the agent goes on; and it goes on without an agent.
 */
@NullMarked
package org.tcmureclaim.server;

import org.jspecify.annotations.NullMarked;
