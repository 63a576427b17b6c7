/** Answers in the shim's name; lives here because only this package can write them. */
@NullMarked
package org.tcmureclaim.shim;

import org.jspecify.annotations.NullMarked;
