@NullMarked
package org.tcmureclaim.agent.answers;

import org.jspecify.annotations.NullMarked;
