package org.tcmureclaim.recording.settings;

import org.jspecify.annotations.Nullable;

/**
 * The policies of one customer.
 *
 * @param candidate on trial with some of its devices; null for none
 */
public record CustomerText(PolicyText policy, @Nullable PolicyText candidate) {}
