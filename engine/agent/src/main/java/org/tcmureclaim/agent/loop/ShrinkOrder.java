package org.tcmureclaim.agent.loop;

import java.util.function.Consumer;
import org.tcmureclaim.snapshot.DeviceKey;

/**
 * An operator's order to cut one device.
 *
 * @param keepPages pages to leave, counted from the start of its data area
 * @param dryRun only say what it would free
 * @param answer called once, on the decision thread, so it must not block
 */
public record ShrinkOrder(
    DeviceKey key, long keepPages, boolean dryRun, Consumer<ShrinkAnswer> answer) {}
