/** When a page will be needed again, judged by when pages like it were. */
@NullMarked
package org.tcmureclaim.prediction;

import org.jspecify.annotations.NullMarked;
