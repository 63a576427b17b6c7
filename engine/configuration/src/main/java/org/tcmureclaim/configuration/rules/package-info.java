/** What a configuration says of customers, their devices and policies, and of the guard. */
@NullMarked
package org.tcmureclaim.configuration.rules;

import org.jspecify.annotations.NullMarked;
