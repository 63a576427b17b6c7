/** Tests of jars that add policies. */
@NullMarked
package org.tcmureclaim.configuration.jars;

import org.jspecify.annotations.NullMarked;
