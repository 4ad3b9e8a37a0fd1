package io.pawstream.processor.app;

import io.pawstream.processor.observe.ResultListeners;
import io.pawstream.processor.streams.RecordFailureHandler;
import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.TopicsConfig;
import jakarta.enterprise.inject.spi.CDI;

/** The error handler of the stream. Kafka Streams creates it by class, so it looks up its parts itself. */
public final class StreamsErrorHandler extends RecordFailureHandler {

    public StreamsErrorHandler() {
        super(
                bean(RecordFailures.class),
                bean(ResultListeners.class),
                bean(TopicsConfig.class).rejected());
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
