/** The command line of a storage host: all that asks an agent, orders it, or looks at its files. */
@NullMarked
package org.tcmureclaim.command;

import org.jspecify.annotations.NullMarked;
