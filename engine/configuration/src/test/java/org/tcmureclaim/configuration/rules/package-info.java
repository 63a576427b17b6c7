/** Tests of what is said of customers. */
@NullMarked
package org.tcmureclaim.configuration.rules;

import org.jspecify.annotations.NullMarked;
