/** A Linux host with LIO/TCMU. */
@NullMarked
package org.tcmureclaim.linux;

import org.jspecify.annotations.NullMarked;
