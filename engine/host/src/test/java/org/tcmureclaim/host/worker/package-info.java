@NullMarked
package org.tcmureclaim.host.worker;

import org.jspecify.annotations.NullMarked;
