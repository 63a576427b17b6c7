/** Whether a host is ready for an agent, and what to do where it is not. */
@NullMarked
package org.tcmureclaim.command.doctor;

import org.jspecify.annotations.NullMarked;
