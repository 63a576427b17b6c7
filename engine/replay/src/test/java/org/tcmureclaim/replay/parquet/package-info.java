@NullMarked
package org.tcmureclaim.replay.parquet;

import org.jspecify.annotations.NullMarked;
