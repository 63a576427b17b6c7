/** What a configuration may hold, told to editors and people, from what the binder reads. */
@NullMarked
package org.tcmureclaim.command.schema;

import org.jspecify.annotations.NullMarked;
