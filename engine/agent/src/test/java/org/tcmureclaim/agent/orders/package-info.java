@NullMarked
package org.tcmureclaim.agent.orders;

import org.jspecify.annotations.NullMarked;
