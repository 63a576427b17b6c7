@NullMarked
package org.tcmureclaim.agent.recorder;

import org.jspecify.annotations.NullMarked;
