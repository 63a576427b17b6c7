package org.tcmureclaim.configuration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of every day, such as {@code 22:00-02:00}.
 *
 * @param fromSecondOfDay when it begins, 0 to 86399
 * @param toSecondOfDay when it ends; before {@code fromSecondOfDay} where it lasts over midnight
 */
public record DaySpan(int fromSecondOfDay, int toSecondOfDay) {
  private static final Pattern FORM =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])");

  static DaySpan parse(String text) throws MalformedTextException {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new MalformedTextException("expected times such as 22:00-02:00, got '" + text + "'");
    }
    var span = new DaySpan(second(form, 1), second(form, 3));
    if (span.fromSecondOfDay == span.toSecondOfDay) {
      throw new MalformedTextException("must end at another time than it begins: '" + text + "'");
    }
    return span;
  }

  private static int second(Matcher form, int group) {
    return Integer.parseInt(form.group(group)) * 3600
        + Integer.parseInt(form.group(group + 1)) * 60;
  }

  @Override
  public String toString() {
    return clock(fromSecondOfDay) + "-" + clock(toSecondOfDay);
  }

  private static String clock(int second) {
    return String.format(Locale.ROOT, "%02d:%02d", second / 3600, second / 60 % 60);
  }
}
