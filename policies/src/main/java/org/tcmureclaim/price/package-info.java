/** What holding a page costs while memory is short. */
@NullMarked
package org.tcmureclaim.price;

import org.jspecify.annotations.NullMarked;
