package io.pawstream.contract.event;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times in the format of RFC 3339, of which {@code java.time} accepts only a part. */
final class EventTime {

    /** Date and minutes, seconds, up to nine digits of the fraction, further digits, offset. */
    private static final Pattern TIME = Pattern.compile(
            "(.*T\\d\\d:\\d\\d:)(\\d\\d)(\\.\\d{1,9})?\\d*(\\D.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private EventTime() {}

    /**
     * Parses a time.
     *
     * @param name name of the attribute
     * @param text its value
     * @return the time; a leap second is the second before it
     * @throws IllegalArgumentException if the text is not a time according to RFC 3339
     */
    static OffsetDateTime parse(String name, String text) {
        try {
            return OffsetDateTime.parse(normalized(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("attribute " + name + " is \"" + text
                    + "\"; it must be a time according to RFC 3339, such as 2026-01-31T12:00:00Z");
        }
    }

    /**
     * Returns a time that {@code java.time} accepts.
     *
     * @param text a time according to RFC 3339
     * @return the same time with at most nine digits of the fraction; a leap second becomes the second before it. Other
     *     texts are unchanged.
     */
    static String normalized(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return text;
        }
        String fraction = time.group(3) == null ? "" : time.group(3);
        String leap = time.group(1) + "59" + fraction + time.group(4);
        return time.group(2).equals("60") && isLastOfDay(leap)
                ? leap
                : time.group(1) + time.group(2) + fraction + time.group(4);
    }

    /** {@return whether it is the last second of a day in UTC, the only one that a leap second can follow} */
    private static boolean isLastOfDay(String text) {
        try {
            return OffsetDateTime.parse(text)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalTime()
                            .toSecondOfDay()
                    == 24 * 60 * 60 - 1;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
