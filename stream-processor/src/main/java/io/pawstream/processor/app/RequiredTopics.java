package io.pawstream.processor.app;

import java.util.List;

/**
 * The topics that must exist before the process joins its consumer group.
 *
 * @param names names of the topics
 */
record RequiredTopics(List<String> names) {

    RequiredTopics {
        names = List.copyOf(names);
    }
}
