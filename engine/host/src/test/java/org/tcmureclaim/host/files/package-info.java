@NullMarked
package org.tcmureclaim.host.files;

import org.jspecify.annotations.NullMarked;
