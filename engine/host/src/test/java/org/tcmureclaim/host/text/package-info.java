@NullMarked
package org.tcmureclaim.host.text;

import org.jspecify.annotations.NullMarked;
