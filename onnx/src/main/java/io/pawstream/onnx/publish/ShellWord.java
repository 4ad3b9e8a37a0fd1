package io.pawstream.onnx.publish;

import java.util.regex.Pattern;

/** Quotes arguments for a POSIX shell. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:+-]+");

    private ShellWord() {}

    /**
     * Returns an argument as a word of a command line.
     *
     * @param argument any string
     * @return the argument, in single quotes if it has special characters
     */
    public static String of(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
