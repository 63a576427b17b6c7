/** Text from outside, made harmless where people read it. */
@NullMarked
package org.tcmureclaim.host.text;

import org.jspecify.annotations.NullMarked;
