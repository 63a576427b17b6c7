/** Traces as Parquet: one file for each table. */
@NullMarked
package org.tcmureclaim.replay.parquet;

import org.jspecify.annotations.NullMarked;
