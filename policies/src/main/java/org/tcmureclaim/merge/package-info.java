/** Merging the levels of many devices into one order, coldest first. */
@NullMarked
package org.tcmureclaim.merge;

import org.jspecify.annotations.NullMarked;
