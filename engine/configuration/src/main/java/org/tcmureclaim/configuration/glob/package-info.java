/** Patterns for what names and describes a device, and what can be told about them. */
@NullMarked
package org.tcmureclaim.configuration.glob;

import org.jspecify.annotations.NullMarked;
