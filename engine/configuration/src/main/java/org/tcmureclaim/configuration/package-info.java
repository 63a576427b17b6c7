/** Configuration files: YAML bound once to records, refused as a whole with file, line and key. */
@NullMarked
package org.tcmureclaim.configuration;

import org.jspecify.annotations.NullMarked;
