/** Files that are written whole, follow no link, and are their owner's alone to change. */
@NullMarked
package org.tcmureclaim.host.files;

import org.jspecify.annotations.NullMarked;
