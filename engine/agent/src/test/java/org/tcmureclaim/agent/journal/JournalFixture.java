package org.tcmureclaim.agent.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/** A journal that a test writes in place of an agent. */
public final class JournalFixture implements AutoCloseable {
  private static final long MOST_BYTES = 64 << 20;
  private static final long AGE_MILLIS = 3_600_000;

  private final JournalFiles files;
  private final long epochMillis;

  /**
   * Of one run.
   *
   * @param epochMillis when each decision is written down
   */
  public JournalFixture(Path folder, long startedEpochMillis, long epochMillis) {
    this.epochMillis = epochMillis;
    files =
        new JournalFiles(
            folder,
            MOST_BYTES,
            AGE_MILLIS,
            () -> epochMillis,
            JournalLine.ofRun(startedEpochMillis));
  }

  /** Writes a decision down that has cut one device. */
  public void decide(long number, String device, String customer) throws IOException {
    DeviceReason cut =
        new DeviceReason(
            device,
            1,
            customer,
            Verdict.CHOSEN,
            "lru",
            100,
            90,
            5,
            0,
            90,
            0,
            CutResult.FREED,
            80,
            DeviceReason.NONE,
            DeviceReason.NONE,
            DeviceReason.NONE,
            DeviceReason.NONE,
            Urgency.NONE);
    files.append(
        JournalLine.of(
            new DecisionEntry(
                epochMillis,
                1.5,
                number,
                Urgency.URGENT,
                Trigger.PSI_SOME,
                100,
                90,
                1 << 20,
                CutResult.FREED,
                80,
                1.25,
                "",
                0,
                List.of(cut))));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
