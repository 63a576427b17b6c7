/**
 * Bad input for parsers: in tests from fixed seeds, and guided by coverage in {@code make fuzz}.
 */
@NullMarked
package org.tcmureclaim.fuzz;

import org.jspecify.annotations.NullMarked;
