package org.tcmureclaim.decision;

import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.demand.WeightedSplit;
import org.tcmureclaim.guard.CustomerGuard;

/**
 * Who pays how much of the host's demand: those to be preferred before the others, those to be
 * avoided last; among equals what is held above {@code high} first, then the rest that is not
 * promised; each time in proportion to weight times what there is.
 *
 * <p>What a party could not give after all goes round again. What another gave beyond its part
 * (whole devices) is not set against it, so that a larger demand never frees less.
 */
final class DemandShares {
  private static final Preference[] IN_ORDER = {
    Preference.PREFER, Preference.NEUTRAL, Preference.AVOID
  };

  private final WeightedSplit split = new WeightedSplit();
  private int[] asked = new int[8];

  /** What the customers' own limits ask for. */
  void askForOwn(Parties parties) {
    for (int i = 0; i < parties.customers(); i++) {
      parties.customer(i).askForOwn(parties.base(i).own);
      Party trial = parties.trialOf(i);
      if (trial != null) {
        divideOwn(parties.base(i), trial);
      }
    }
  }

  /** Begins a tick: what each could give. */
  void begin(Parties parties, Urgency urgency) {
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      CustomerGuard customer = party.customer;
      long most = Math.min(party.willingPages, customer.allowedPages(urgency));
      long available = Math.min(most, party.tailPages);
      party.excessLeftPages = Math.min(available, customer.aboveHighPages());
      party.restLeftPages = available - party.excessLeftPages;
    }
  }

  /** Shares out so many pages, on top of what was asked before. */
  void ask(Parties parties, long pages) {
    long left = pages;
    for (Preference preference : IN_ORDER) {
      left -= ask(parties, preference, true, left);
      left -= ask(parties, preference, false, left);
    }
  }

  /** What is missing of what was asked; those who did not give it are not asked again. */
  long missingPages(Parties parties) {
    long missing = 0;
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      if (party.isShort()) {
        missing += party.sharePages - party.acceptedPages;
        party.sharePages = party.acceptedPages;
        party.excessLeftPages = 0;
        party.restLeftPages = 0;
      }
    }
    return missing;
  }

  private long ask(Parties parties, Preference preference, boolean isExcess, long pages) {
    if (pages <= 0) {
      return 0;
    }
    int size = choose(parties, preference, isExcess);
    split.split(pages);
    for (int i = 0; i < size; i++) {
      Party party = parties.get(asked[i]);
      party.sharePages += split.part(i);
      if (isExcess) {
        party.excessLeftPages -= split.part(i);
      } else {
        party.restLeftPages -= split.part(i);
      }
    }
    return Math.min(pages, split.totalPages());
  }

  /** Those among whom is split: of a thousand parties few have anything left in a later round. */
  private int choose(Parties parties, Preference preference, boolean isExcess) {
    split.clear();
    if (asked.length < parties.size()) {
      asked = new int[parties.size()];
    }
    int size = 0;
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      long available = isExcess ? party.excessLeftPages : party.restLeftPages;
      if (available > 0 && party.customer.settings().preference() == preference) {
        split.add(party.customer.settings().weight(), available);
        asked[size++] = i;
      }
    }
    return size;
  }

  private void divideOwn(Party base, Party trial) {
    if (base.own.pages() == 0) {
      return;
    }
    split.clear();
    split.add(1, base.tailPages);
    split.add(1, trial.tailPages);
    split.split(base.own.pages());
    trial.own.raise(base.own.urgency(), base.own.trigger(), split.part(1));
    if (split.part(0) == 0) {
      base.own.none();
    } else {
      base.own.want(base.own.urgency(), base.own.trigger(), split.part(0));
    }
  }
}
