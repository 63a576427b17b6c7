/** Points in time and ranges, as they are typed. */
@NullMarked
package org.tcmureclaim.command.time;

import org.jspecify.annotations.NullMarked;
