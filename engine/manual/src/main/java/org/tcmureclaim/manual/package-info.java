/** Man pages and shell completion, made from the commands themselves. */
@NullMarked
package org.tcmureclaim.manual;

import org.jspecify.annotations.NullMarked;
