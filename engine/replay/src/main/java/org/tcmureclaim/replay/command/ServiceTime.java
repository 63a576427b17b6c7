package org.tcmureclaim.replay.command;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.host.text.PrintableText;

/**
 * How long a handler takes for a command, where a trace does not say. It decides how many commands
 * are in flight at once, and so the result: replay with several.
 */
public interface ServiceTime {
  /** The forms of {@link #of}, for messages and {@code --help}. */
  String FORMS =
      "fixed:5ms, per-size:200us+10ms/MiB, lognormal:5ms,1.0[,SEED] or histogram:FILE[,SEED]";

  /** How long the next command takes, which carries so many bytes. */
  long nanos(long bytes);

  /** The model in the form in which it was asked for. */
  String text();

  /**
   * The model that a text names, with no history.
   *
   * @throws ConfigurationException if it names none
   */
  static ServiceTime of(String text) {
    Matcher form = Forms.FIXED.matcher(text);
    if (form.matches()) {
      return new Fixed(DurationText.nanos(form.group(1)), text);
    }
    form = Forms.PER_SIZE.matcher(text);
    if (form.matches()) {
      return new PerSize(
          DurationText.nanos(form.group(1)), DurationText.nanos(form.group(2)), text);
    }
    form = Forms.LOG_NORMAL.matcher(text);
    if (form.matches()) {
      return new LogNormal(
          DurationText.nanos(form.group(1)),
          Double.parseDouble(form.group(2)),
          new SplittableRandom(seed(form.group(3))),
          text);
    }
    form = Forms.HISTOGRAM.matcher(text);
    if (form.matches() && text.indexOf('\0') < 0) { // No path has one, and a YAML text may.
      return new Drawn(
          LatencyHistogram.read(Path.of(form.group(1))),
          new SplittableRandom(seed(form.group(2))),
          text);
    }
    throw new UsageException(
        "expected a service time such as " + FORMS + "; got '" + PrintableText.quoted(text) + "'");
  }

  private static long seed(@Nullable String text) {
    return text == null ? 1 : Long.parseLong(text);
  }

  /** Patterns of the forms. */
  final class Forms {
    private static final Pattern FIXED = Pattern.compile("fixed:([^,+/]+)");
    private static final Pattern PER_SIZE = Pattern.compile("per-size:([^,+/]+)\\+([^,+/]+)/MiB");
    private static final Pattern LOG_NORMAL =
        Pattern.compile("lognormal:([^,+/]+),([0-9]\\.[0-9]{1,3})(?:,([0-9]{1,15}))?");

    private static final Pattern HISTOGRAM = Pattern.compile("histogram:(.+?)(?:,([0-9]{1,15}))?");

    private Forms() {}
  }

  /** The same for every command. */
  record Fixed(long serviceNanos, String text) implements ServiceTime {
    @Override
    public long nanos(long bytes) {
      return serviceNanos;
    }
  }

  /**
   * A base and a part that grows with the size.
   *
   * @param nanosPerMib the time that each MiB adds
   */
  record PerSize(long baseNanos, long nanosPerMib, String text) implements ServiceTime {
    @Override
    public long nanos(long bytes) {
      return baseNanos + (long) (nanosPerMib * (bytes / 1048576.0));
    }
  }

  /**
   * Log-normally distributed: handlers have heavy tails.
   *
   * @param sigma standard deviation of the logarithm; 1.0 has a mean of 1.65 medians
   */
  record LogNormal(long medianNanos, double sigma, SplittableRandom random, String text)
      implements ServiceTime {
    @Override
    public long nanos(long bytes) {
      // Box and Muller; StrictMath and no nextGaussian, to be the same on every JDK.
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double normal = radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
      return (long) (medianNanos * StrictMath.exp(sigma * normal));
    }
  }

  /** Drawn from a histogram of latencies. */
  record Drawn(LatencyHistogram histogram, SplittableRandom random, String text)
      implements ServiceTime {
    @Override
    public long nanos(long bytes) {
      return histogram.quantileNanos(random.nextDouble());
    }
  }
}
