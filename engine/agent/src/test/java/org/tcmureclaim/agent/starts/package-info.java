@NullMarked
package org.tcmureclaim.agent.starts;

import org.jspecify.annotations.NullMarked;
