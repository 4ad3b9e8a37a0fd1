package io.pawstream.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The links in a source that were not followed. */
final class Links {

    private static final int MAX_NAMES = 3;

    private final List<String> names = new ArrayList<>();
    private int count;

    /** Counts a link with its path in the source. */
    void add(String name) {
        count++;
        if (names.size() < MAX_NAMES) {
            names.add(name);
        }
    }

    /** {@return a sentence for users; empty if there are no links} */
    Optional<String> warning() {
        return count == 0
                ? Optional.empty()
                : Optional.of("did not follow " + (count == 1 ? "1 link" : count + " links") + ": "
                        + String.join(", ", names) + (count > names.size() ? ", ..." : "")
                        + "; to use its images, pass the target of a link, or copy it");
    }

    /** {@return the warning as a part of an error message, after a semicolon; empty if there are no links} */
    String reason() {
        return warning().map(text -> "; " + text).orElse("");
    }
}
