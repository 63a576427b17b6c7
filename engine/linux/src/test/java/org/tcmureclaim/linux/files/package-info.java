@NullMarked
package org.tcmureclaim.linux.files;

import org.jspecify.annotations.NullMarked;
