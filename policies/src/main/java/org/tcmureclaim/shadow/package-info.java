/** What another policy would have done with the same host, without its doing anything. */
@NullMarked
package org.tcmureclaim.shadow;

import org.jspecify.annotations.NullMarked;
