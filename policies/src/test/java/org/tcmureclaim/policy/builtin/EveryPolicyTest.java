package org.tcmureclaim.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceTable;

/** What holds for every policy, on hosts with a random past. */
class EveryPolicyTest {

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void demand_isMetWhenItCanBe_andNothingBelowZeroIsOffered(String name, long seed) {
    var random = new RandomHost(seed, false, policy(name));
    long mostPages = most(name, random);
    for (long wanted : new long[] {1, mostPages / 3, mostPages, mostPages * 2}) {
      var offers = new RandomHost(seed, false, policy(name)).ask(Math.max(1, wanted));
      assertThat(offers.freedPages()).isGreaterThanOrEqualTo(Math.min(wanted, mostPages));
      assertThat(offers.offered()).doesNotHaveDuplicates();
      assertThat(offers.leastKeepPages()).isNotNegative();
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void identicalPast_isAnsweredIdentically_whateverOrderDevicesCameIn(String name, long seed) {
    long pages = 1 + most(name, new RandomHost(seed, false, policy(name))) / 3;
    var offers = new RandomHost(seed, false, policy(name)).ask(pages);
    var again = new RandomHost(seed, false, policy(name)).ask(pages);
    var shuffled = new RandomHost(seed, true, policy(name)).ask(pages);
    assertThat(again.keeps()).isEqualTo(offers.keeps());
    assertThat(shuffled.keeps()).isEqualTo(offers.keeps());
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void largerDemand_neverFreesLess(String name, long seed) {
    long mostPages = most(name, new RandomHost(seed, false, policy(name)));
    long freedBefore = 0;
    for (int part = 1; part <= 8; part++) {
      var offers = new RandomHost(seed, false, policy(name)).ask(1 + mostPages * part / 8);
      assertThat(offers.freedPages()).isGreaterThanOrEqualTo(freedBefore);
      freedBefore = offers.freedPages();
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("policiesAndSeeds")
  void noDemand_takesNothing_exceptAboveAWatermark(String name, long seed) {
    ReclaimPolicy policy = policy(name);
    var random = new RandomHost(seed, false, policy);
    var offers = new OffersFixture(random.host().snapshot());
    policy.scan(random.host().snapshot(), new Demand(), offers);
    // A watermark is the one limit that these hosts can be above.
    assertThat(offers.offered().isEmpty() || name.equals("watermark")).isTrue();
  }

  @Test
  void everyParameterThatIsRead_isDescribed_andNoOther() {
    for (PolicyFactory factory : ServiceLoader.load(PolicyFactory.class)) {
      var asked = new AskedParameters();
      factory.create(asked);
      assertThat(asked.keys)
          .as(factory.name())
          .containsExactlyElementsOf(
              new TreeSet<>(
                  factory.parameters().stream().map(p -> p.kind() + " " + p.key()).toList()));
    }
  }

  static Stream<Arguments> policiesAndSeeds() {
    List<Arguments> all = new ArrayList<>();
    for (PolicyFactory factory : ServiceLoader.load(PolicyFactory.class)) {
      LongStream.range(0, 12).forEach(seed -> all.add(Arguments.of(factory.name(), seed)));
    }
    return all.stream();
  }

  /** All tails; for the one policy with a limit of its own, what it says it would give. */
  private static long most(String name, RandomHost random) {
    DeviceTable devices = random.host().snapshot().devices();
    return name.equals("watermark")
        ? policy(name).countPages(random.host().snapshot())
        : devices.totalTailPages();
  }

  private static ReclaimPolicy policy(String name) {
    return ServiceLoader.load(PolicyFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow()
        .create(NoParameters.INSTANCE);
  }

  /** Notes which keys were asked for, and gives every default. */
  private static final class AskedParameters implements PolicyParameters {
    private final TreeSet<String> keys = new TreeSet<>();

    @Override
    public long pages(String key, long fallbackPages) {
      keys.add(ParameterDescription.Kind.SIZE + " " + key);
      return fallbackPages;
    }

    @Override
    public long nanos(String key, long fallbackNanos) {
      keys.add(ParameterDescription.Kind.DURATION + " " + key);
      return fallbackNanos;
    }

    @Override
    public double share(String key, double fallback) {
      keys.add(ParameterDescription.Kind.SHARE + " " + key);
      return fallback;
    }

    @Override
    public RuntimeException reject(String key, String problem) {
      return NoParameters.INSTANCE.reject(key, problem);
    }
  }
}
