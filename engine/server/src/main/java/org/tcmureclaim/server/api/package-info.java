/**
 * The agent's API, its live page and its metrics, served beside the decision loop. All of it runs
 * on one event loop of its own; the decision thread is only ever asked through queues and copies.
 */
@NullMarked
package org.tcmureclaim.server.api;

import org.jspecify.annotations.NullMarked;
