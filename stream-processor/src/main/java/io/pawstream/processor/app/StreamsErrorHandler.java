package io.pawstream.processor.app;

import io.pawstream.processor.streams.RecordFailureHandler;
import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.TopicsConfig;
import io.pawstream.processor.streams.UncommittedResults;
import jakarta.enterprise.inject.spi.CDI;

/** Error handler of the streams. Kafka Streams creates it by class name, so it looks up its dependencies itself. */
public final class StreamsErrorHandler extends RecordFailureHandler {

    /** Creates a handler with the beans of the running application. */
    public StreamsErrorHandler() {
        super(
                bean(RecordFailures.class),
                bean(UncommittedResults.class),
                bean(TopicsConfig.class).rejected());
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
