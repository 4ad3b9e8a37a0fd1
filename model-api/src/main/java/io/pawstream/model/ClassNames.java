package io.pawstream.model;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Finds the class that a label names: the one with the same name, else the first with this name in another case. */
public final class ClassNames {

    /** Maximum number of characters (Unicode code points) of a class name. */
    public static final int MAX_LENGTH = 200;

    /** What {@link #isName} requires, for messages. */
    public static final String RULE = "a class name must have 1 to " + MAX_LENGTH
            + " characters, not only spaces, and no control characters or line separators";

    /** Maximum number of characters of a name in a message. */
    private static final int EXCERPT = 40;

    /** Control characters, line and paragraph separators, lone surrogates; other format characters join emoji. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> lowerCase = new HashMap<>();

    /**
     * Creates a finder.
     *
     * @param classes names of the classes, in the order of the model card
     */
    public ClassNames(List<String> classes) {
        for (int i = 0; i < classes.size(); i++) {
            exact.put(classes.get(i), i);
            lowerCase.putIfAbsent(classes.get(i).toLowerCase(Locale.ROOT), i);
        }
    }

    /**
     * Finds a class.
     *
     * @param label the label of an image, such as the name of its folder
     * @return index of the class, from 0; empty if no class has this name
     */
    public OptionalInt indexOf(String label) {
        Integer index = exact.get(label);
        if (index == null) {
            index = lowerCase.get(label.toLowerCase(Locale.ROOT));
        }
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * Checks whether a text is a valid class name, which is safe to print on one line.
     *
     * @param text any text
     * @return true for 1 to {@value #MAX_LENGTH} characters, at least one of which is no space, without control
     *     characters, line separators and lone surrogates
     */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= MAX_LENGTH
                && !FORBIDDEN.matcher(text).find();
    }

    /**
     * Returns the beginning of a text for a message about an invalid class name.
     *
     * @param text any text
     * @return at most {@value #EXCERPT} characters, followed by three dots if there are more; characters that are not
     *     allowed have the form {@code \\u001b}
     */
    public static String excerpt(String text) {
        boolean cut = text.codePointCount(0, text.length()) > EXCERPT;
        String start = cut ? text.substring(0, text.offsetByCodePoints(0, EXCERPT)) : text;
        return FORBIDDEN
                        .matcher(start)
                        .replaceAll(found ->
                                String.format("\\\\u%04x", (int) found.group().charAt(0)))
                + (cut ? "..." : "");
    }
}
