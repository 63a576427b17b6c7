@NullMarked
package org.tcmureclaim.linux.text;

import org.jspecify.annotations.NullMarked;
