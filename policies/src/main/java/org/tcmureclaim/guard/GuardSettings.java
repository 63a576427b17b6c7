package org.tcmureclaim.guard;

/**
 * What no policy may overrule.
 *
 * @param cooldownNanos how long a device is left alone after pages were freed from it; a tenth of
 *     it in an emergency
 * @param staleAfterNanos a device whose figures are older than this is left alone
 * @param keepPages pages at the start of each data area that are never cut
 * @param smallestReleasePages a plan that frees less than this is not worth carrying out
 */
public record GuardSettings(
    long cooldownNanos, long staleAfterNanos, long keepPages, long smallestReleasePages) {}
