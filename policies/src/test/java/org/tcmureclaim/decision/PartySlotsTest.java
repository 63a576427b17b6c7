package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;
import org.tcmureclaim.snapshot.HostSnapshot;

/** By which slots policies know their devices, whatever comes, goes or changes hands. */
class PartySlotsTest {
  private static final long DEVICE_PAGES = 1000;

  private final HostFixture host = new HostFixture();
  private final Map<Integer, Integer> customerBySlot = new HashMap<>();

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @Test
  void policiesOfManyCustomers_needNoArraysOfTheSizeOfTheHost() {
    List<Watching> policies = policies(1024);
    Decider decider = new Decider(settings(policies));
    for (int i = 0; i < 4096; i++) {
      add(decider, i, i % 1024);
    }
    decide(decider);
    assertThat(host.snapshot().devices().slotCapacity()).isGreaterThanOrEqualTo(4096);
    assertThat(policies).allSatisfy(policy -> assertThat(policy.capacity).isBetween(4, 8));
    assertThat(policies).allSatisfy(policy -> assertThat(policy.keys).hasSize(4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void device_keepsItsSlotAndFigures_asLongAsItStaysWithAPolicy(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean hasLadders = random.nextBoolean();
    List<Watching> all = policies(5);
    List<Watching> used = all;
    Decider decider = new Decider(settings(used));
    for (int step = 0; step < 120; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> add(decider, random.nextInt(1_000_000), random.nextInt(used.size()));
        case 2 -> removeAny(decider, random);
        case 3 -> moveAny(decider, random, used.size());
        default -> {
          // From all of a host to some of it and back.
          used = all.subList(0, 1 + random.nextInt(all.size()));
          decider.adopt(settings(used));
          assignAgain(decider, used.size());
        }
      }
      if (hasLadders) {
        raiseLadders(random);
      }
      host.pass(SECOND_NANOS);
      decide(decider);
      int seen = used.stream().mapToInt(policy -> policy.keys.size()).sum();
      assertThat(seen).isEqualTo(host.snapshot().devices().size());
    }
  }

  private static List<Watching> policies(int customers) {
    List<Watching> policies = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      policies.add(new Watching());
    }
    return policies;
  }

  private DecisionSettings settings(List<Watching> policies) {
    List<CustomerPolicy> customers = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).host = host.snapshot().devices();
      customers.add(
          new CustomerPolicy(
              CustomerSettings.unlimited("customer-" + i), "watching", policies.get(i)));
    }
    return new DecisionSettings(
        RandomHost.DEMAND,
        new GuardSettings(0, 5 * SECOND_NANOS, 0, 0),
        Granularity.DEVICE,
        customers);
  }

  private void add(Decider decider, int number, int customer) {
    String path = "user_0/lun%07d".formatted(number);
    if (host.snapshot().devices().slotOf(new DeviceKey(path, 1)) < 0) {
      int slot = host.device(path, DEVICE_PAGES);
      customerBySlot.put(slot, customer);
      decider.assign(slot, customer);
    }
  }

  private void removeAny(Decider decider, SplittableRandom random) {
    DeviceTable devices = host.snapshot().devices();
    if (devices.size() > 0) {
      int slot = devices.slotAt(random.nextInt(devices.size()));
      decider.forget(slot, devices.key(slot));
      devices.remove(slot);
      customerBySlot.remove(slot);
    }
  }

  private void moveAny(Decider decider, SplittableRandom random, int customers) {
    DeviceTable devices = host.snapshot().devices();
    if (devices.size() > 0) {
      int slot = devices.slotAt(random.nextInt(devices.size()));
      customerBySlot.put(slot, random.nextInt(customers));
      decider.assign(slot, customerBySlot.get(slot));
    }
  }

  private void assignAgain(Decider decider, int customers) {
    customerBySlot.replaceAll((slot, customer) -> Math.min(customer, customers - 1));
    customerBySlot.forEach(decider::assign);
  }

  private void raiseLadders(SplittableRandom random) {
    DeviceTable devices = host.snapshot().devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      int rungs = 1 + slot % 32;
      devices.ladders().size(slot, rungs);
      devices.ladders().update(slot, rungs - 1, slot, random.nextLong(), random.nextLong());
    }
  }

  private void decide(Decider decider) {
    var demand = new Demand();
    demand.want(Urgency.EMERGENCY, Trigger.MEMORY_LOW, 10_000_000);
    Plan plan = decider.decide(host.snapshot(), demand);
    for (int cut = 0; cut < plan.size(); cut++) {
      assertThat(host.snapshot().devices().key(plan.slot(cut))).isEqualTo(plan.key(cut));
    }
    assertThat(plan.isEmpty()).isEqualTo(host.snapshot().devices().size() == 0);
  }

  /** Holds what it sees against the table of the host, and its slots against those before. */
  private static final class Watching implements ReclaimPolicy {
    private final Map<Integer, DeviceKey> keys = new HashMap<>();
    private DeviceTable host = new DeviceTable();
    private int capacity;

    @Override
    public void observe(HostSnapshot snapshot) {
      DeviceTable devices = snapshot.devices();
      capacity = devices.slotCapacity();
      int before = keys.size();
      int same = 0;
      for (int i = 0; i < devices.size(); i++) {
        int slot = devices.slotAt(i);
        assertThat(slot).isBetween(0, capacity - 1);
        DeviceKey known = keys.put(slot, devices.key(slot));
        if (known != null) {
          same++;
          assertThat(devices.key(slot)).as("slot %d without forget", slot).isEqualTo(known);
        }
        compare(devices, slot, host.slotOf(devices.key(slot)));
      }
      assertThat(same).as("devices that stayed").isEqualTo(before);
    }

    private void compare(DeviceTable devices, int slot, int hostSlot) {
      assertThat(devices.hostSlot(slot)).isEqualTo(hostSlot);
      assertThat(devices.residentPages(slot)).isEqualTo(host.residentPages(hostSlot));
      assertThat(devices.sampledAtNanos(slot)).isEqualTo(host.sampledAtNanos(hostSlot));
      int rungs = host.ladders().rungs(hostSlot);
      assertThat(devices.ladders().rungs(slot)).isEqualTo(rungs);
      for (int rung = 0; rung < rungs; rung++) {
        assertThat(devices.ladders().lastReachedNanos(slot, rung))
            .isEqualTo(host.ladders().lastReachedNanos(hostSlot, rung));
      }
    }

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      DeviceTable devices = snapshot.devices();
      for (int i = 0; i < devices.size(); i++) {
        long unused = offers.offer(devices.slotAt(i), 0);
      }
    }

    @Override
    public void forget(int slot, DeviceKey key) {
      assertThat(keys.remove(slot)).isEqualTo(key);
    }
  }
}
