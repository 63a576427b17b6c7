package org.tcmureclaim.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

class ReclaimLoopTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1000 * MS;

  private final ScriptedHost host = new ScriptedHost();
  private final List<String> heard = new ArrayList<>();
  private final ReclaimLoop loop =
      new ReclaimLoop(
          host,
          new Decider(settings()),
          new LoopSettings(SECOND, 100 * MS, SECOND),
          new Recorder());

  private static DecisionSettings settings() {
    return settings(new AllOfIt());
  }

  private static DecisionSettings settings(ReclaimPolicy policy) {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "all",
        policy);
  }

  @Test
  void shortage_isPlannedOnce_untilItsOutcomeIsIn() {
    host.availableBytes = 150;
    loop.tick();
    loop.tick();
    assertThat(host.begun).containsExactly(ScriptedHost.DEVICE_PAGES);
    host.outcomeIsReady = true;
    loop.tick();
    assertThat(heard).containsExactly("added user_0/a", "planned 1", "settled 1 FREED 100000");
    assertThat(host.begun).hasSize(1);
    host.nowNanos += 10 * SECOND;
    loop.tick();
    assertThat(heard).endsWith("planned 2");
  }

  @Test
  void loop_turnsAtItsTick_andFasterForAWhileAfterAnEvent() {
    host.onAwait =
        () -> {
          if (host.awaitedNanos.size() == 2) {
            host.someEvents++;
          }
        };
    loop.run(5 * SECOND);
    var expected = new ArrayList<Long>(List.of(SECOND, SECOND));
    for (int i = 0; i < 10; i++) {
      expected.add(100 * MS);
    }
    expected.addAll(List.of(SECOND, SECOND));
    assertThat(host.awaitedNanos).containsExactlyElementsOf(expected);
  }

  @Test
  void loop_endsAtItsTime_notATickLater() {
    loop.run(2 * SECOND + 300 * MS);
    assertThat(host.awaitedNanos).containsExactly(SECOND, SECOND, 300 * MS);
  }

  @Test
  void loop_thatIsStopped_ends() {
    host.onAwait = loop::stop;
    loop.run();
    assertThat(host.awaitedNanos).hasSize(1);
  }

  @Test
  void hostThatCannotBeSensed_isFatalAtTheStart_andHeldLater() {
    host.trouble = "/proc/meminfo: gone";
    assertThatThrownBy(loop::begin).isInstanceOf(HostException.class);
    host.trouble = "";
    loop.begin();
    host.trouble = "/proc/meminfo: gone";
    host.availableBytes = 1;
    loop.tick();
    assertThat(heard).containsExactly("added user_0/a", "held /proc/meminfo: gone");
    host.trouble = "";
    loop.tick();
    assertThat(heard).endsWith("planned 1");
  }

  @Test
  void deviceThatLeft_isForgotten() {
    loop.tick();
    host.deviceIsThere = false;
    host.availableBytes = 1;
    loop.tick();
    assertThat(heard).containsExactly("added user_0/a", "removed user_0/a");
  }

  @Test
  void pausedLoop_decides_andKeepsItsPlansBack() {
    loop.begin();
    host.availableBytes = 1;
    loop.pause(true);
    loop.tick();
    assertThat(host.begun).isEmpty();
    assertThat(heard).containsExactly("added user_0/a");
    loop.pause(false);
    loop.tick();
    assertThat(host.begun).hasSize(1);
  }

  @Test
  void order_isCarriedOutBetweenTicks_alsoWhenPaused_andAnsweredWhenItHasEnded() {
    loop.begin();
    loop.pause(true);
    List<ShrinkAnswer> answers = new ArrayList<>();
    loop.order(new ShrinkOrder(ScriptedHost.DEVICE, 1000, false, answers::add));
    loop.tick();
    assertThat(host.begun).containsExactly(ScriptedHost.DEVICE_PAGES - 1000);
    assertThat(answers).isEmpty();
    host.outcomeIsReady = true;
    loop.tick();
    assertThat(answers)
        .singleElement()
        .isInstanceOfSatisfying(
            ShrinkAnswer.Tried.class,
            tried -> {
              assertThat(tried.number()).isEqualTo(1);
              assertThat(tried.freedPages()).isEqualTo(ScriptedHost.DEVICE_PAGES);
            });
  }

  @Test
  void order_waitsForThePlanThatIsUnderWay() {
    loop.begin();
    host.availableBytes = 1;
    loop.tick();
    List<ShrinkAnswer> answers = new ArrayList<>();
    loop.order(new ShrinkOrder(ScriptedHost.DEVICE, 0, true, answers::add));
    loop.tick();
    assertThat(answers).isEmpty();
    host.outcomeIsReady = true;
    loop.tick();
    assertThat(answers).hasSize(1);
  }

  @Test
  void dryOrder_saysWhatItWouldFree_andCutsNothing() {
    loop.begin();
    List<ShrinkAnswer> answers = new ArrayList<>();
    loop.order(new ShrinkOrder(ScriptedHost.DEVICE, 1000, true, answers::add));
    loop.tick();
    long pages = ScriptedHost.DEVICE_PAGES;
    assertThat(answers)
        .containsExactly(
            new ShrinkAnswer.Expected(ScriptedHost.DEVICE, pages, pages, 1000, pages - 1000));
    assertThat(host.begun).isEmpty();
  }

  @Test
  void order_thatCannotBeCarriedOut_isRefusedWithItsReason() {
    loop.begin();
    List<ShrinkAnswer> answers = new ArrayList<>();
    loop.order(new ShrinkOrder(new DeviceKey("user_0/a", 2), 0, false, answers::add));
    loop.tick();
    host.granularity = Granularity.HOST;
    loop.order(new ShrinkOrder(ScriptedHost.DEVICE, 0, false, answers::add));
    loop.tick();
    host.granularity = Granularity.DEVICE;
    host.flags = DeviceFlag.HANDLER_ABSENT.bit();
    loop.order(new ShrinkOrder(ScriptedHost.DEVICE, 0, false, answers::add));
    loop.tick();
    assertThat(answers)
        .extracting(answer -> ((ShrinkAnswer.Refused) answer).reason())
        .containsExactly(
            ShrinkAnswer.Reason.GONE,
            ShrinkAnswer.Reason.ALL_OR_NOTHING,
            ShrinkAnswer.Reason.UNFIT);
    assertThat(host.begun).isEmpty();
  }

  @Test
  void orderByName_findsTheDevice_orAllNamesThatThereAre() {
    loop.begin();
    List<ShrinkAnswer> answers = new ArrayList<>();
    for (String name : List.of("a", "user_0/a", "er_0/a", "b", "user_1/a", "0/a")) {
      loop.order(new ShrinkOrder(new ShrinkOrder.Named(name), 1000, true, false, answers::add));
    }
    loop.tick();
    long pages = ScriptedHost.DEVICE_PAGES;
    ShrinkAnswer found =
        new ShrinkAnswer.Expected(ScriptedHost.DEVICE, pages, pages, 1000, pages - 1000);
    List<String> all = List.of("user_0/a");
    assertThat(answers)
        .containsExactly(
            found,
            found,
            new ShrinkAnswer.Unknown("er_0/a", all),
            new ShrinkAnswer.Unknown("b", all),
            new ShrinkAnswer.Unknown("user_1/a", all),
            new ShrinkAnswer.Unknown("0/a", all));
  }

  @Test
  void orders_areBounded() {
    List<ShrinkAnswer> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      loop.order(new ShrinkOrder(ScriptedHost.DEVICE, 0, true, answers::add));
    }
    assertThat(answers)
        .hasSize(4)
        .allSatisfy(
            answer ->
                assertThat(((ShrinkAnswer.Refused) answer).reason())
                    .isEqualTo(ShrinkAnswer.Reason.BUSY));
  }

  @Test
  void warmUp_goesThroughWholePlans() {
    var asked = new AllOfIt();
    WarmUp.Result result = WarmUp.run(new Decider(settings()), settings(asked), 64);
    assertThat(result.plannedPages()).isPositive();
    assertThat(result.shadowPages()).isPositive();
    assertThat(asked.laddersSeen).isPositive();
    assertThat(asked.partialTails).isPositive();
    assertThat(WarmUp.run(new Decider(settings()), null, 64).shadowPages()).isZero();
  }

  /** Offers every device when anything is wanted. */
  private static final class AllOfIt implements ReclaimPolicy {
    private int laddersSeen;
    private int partialTails;

    @Override
    public void observe(HostSnapshot snapshot) {
      DeviceTable devices = snapshot.devices();
      for (int i = 0; i < devices.size(); i++) {
        int slot = devices.slotAt(i);
        laddersSeen += devices.ladders().timesReached(slot, 0) > 0 ? 1 : 0;
        partialTails += devices.tailPages(slot) < devices.residentPages(slot) ? 1 : 0;
      }
    }

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      for (int i = 0; demand.urgency() != Urgency.NONE && i < snapshot.devices().size(); i++) {
        long unused = offers.offer(snapshot.devices().slotAt(i), 0);
      }
    }
  }

  @Test
  void newRules_countFromTheNextTickOn() {
    loop.run(SECOND);
    var faster = new LoopSettings(SECOND / 4, SECOND / 4, 0);
    var asked = new ArrayList<DeviceKey>();
    var directory =
        new CustomerDirectory() {
          @Override
          public int indexOf(DeviceKey key) {
            asked.add(key);
            return 0;
          }

          @Override
          public String name(int index) {
            return "new";
          }
        };
    heard.clear();
    loop.adopt(new LoopRules(settings(), faster, directory));
    assertThat(heard).isEmpty();
    loop.tick();
    assertThat(heard).containsExactly("adopted");
    assertThat(asked).containsExactly(ScriptedHost.DEVICE);
    host.awaitedNanos.clear();
    loop.run(SECOND / 2);
    assertThat(host.awaitedNanos).containsExactly(SECOND / 4, SECOND / 4);
    loop.tick();
    assertThat(heard).containsExactly("adopted");
  }

  private final class Recorder implements LoopListener {
    @Override
    public void adopted(HostSnapshot snapshot, LoopRules rules) {
      heard.add("adopted");
    }

    @Override
    public void deviceAdded(int slot, DeviceKey key) {
      heard.add("added " + key.path());
    }

    @Override
    public void deviceRemoved(int slot, DeviceKey key) {
      heard.add("removed " + key.path());
    }

    @Override
    public void planned(long number, HostSnapshot snapshot, Plan plan) {
      heard.add("planned " + number);
    }

    @Override
    public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
      heard.add("settled " + number + " " + outcomes.overall() + " " + outcomes.totalFreedPages());
    }

    @Override
    public void ticked(HostSnapshot snapshot, Plan plan) {}

    @Override
    public void held(String message) {
      heard.add("held " + message);
    }
  }
}
