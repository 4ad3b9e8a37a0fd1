package io.pawstream.cli;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Escapes text that others control, such as the attributes of an event, before it goes to a terminal or a log. A
 * terminal runs control characters as commands: they can clear the screen, write to the clipboard or forge a line.
 */
public final class Printable {

    /** Control characters including C1, invisible and bidirectional format characters, line separators, lone surrogates. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private static final String CUT = "...";

    private Printable() {}

    /**
     * Escapes a text for one line of output.
     *
     * @param text any text; in JSON, the result has the same value
     * @return the text, in which each character that is not printable has the form {@code \\u001b}
     */
    public static String of(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(Printable::escaped);
    }

    /**
     * Escapes a text and fits it into a column.
     *
     * @param text any text
     * @param width maximum number of characters, at least 3
     * @return the beginning of the escaped text, followed by three dots if it is too long
     */
    public static String fitted(String text, int width) {
        String escaped = of(text);
        return escaped.length() <= width ? escaped : escaped.substring(0, width - CUT.length()) + CUT;
    }

    private static String escaped(MatchResult unprintable) {
        return Matcher.quoteReplacement(unprintable
                .group()
                .chars()
                .mapToObj(unit -> String.format("\\u%04x", unit))
                .collect(Collectors.joining()));
    }
}
