package io.pawstream.onnx.publish;

import java.util.regex.Pattern;

/** Quotes arguments for a POSIX shell. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:+-]+");

    private ShellWord() {}

    /** {@return the argument as a word of a command line, in single quotes if it has special characters} */
    static String of(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
