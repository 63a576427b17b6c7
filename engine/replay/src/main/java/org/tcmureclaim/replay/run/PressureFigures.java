package org.tcmureclaim.replay.run;

/**
 * What a policy did to a host in a closed loop. Available memory is that at the ends of ticks.
 *
 * @param ticksUnknown ticks of which the trace of the host has no figures; they count nowhere below
 * @param secondsBelowMin time with less available than the min watermark
 * @param secondsBelowLow the same of the low watermark
 * @param secondsBelowHigh the same of the high watermark
 * @param leastAvailableBytes negative where more was in use than there is: a host would have
 *     swapped, or killed
 * @param demandPageSeconds pages that the host wanted back, each for as long as it did
 * @param unmetPageSeconds of these, what was not given back in the same tick
 * @param episodes times that the host wanted memory urgently
 * @param episodesUnanswered of these, those that the trace ends in
 * @param reactionMeanSeconds from the tick in which an episode began to the one that ended with the
 *     high watermark reached; 0 where that was the same tick
 * @param reactionMostSeconds the longest
 * @param stalledSeconds time in which some task waited, by the model
 * @param recordedStalledSeconds the same as it was recorded
 * @param psiEvents triggers that fired
 */
public record PressureFigures(
    long ticksUnknown,
    double secondsBelowMin,
    double secondsBelowLow,
    double secondsBelowHigh,
    long leastAvailableBytes,
    double demandPageSeconds,
    double unmetPageSeconds,
    long episodes,
    long episodesUnanswered,
    double reactionMeanSeconds,
    double reactionMostSeconds,
    double stalledSeconds,
    double recordedStalledSeconds,
    long psiEvents) {}
