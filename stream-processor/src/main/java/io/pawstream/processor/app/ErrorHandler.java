package io.pawstream.processor.app;

import io.pawstream.processor.observe.ResultListeners;
import io.pawstream.processor.streams.RecordFailureHandler;
import io.pawstream.processor.streams.RecordFailures;
import jakarta.enterprise.inject.spi.CDI;

/** The handler of the stream's errors. Kafka Streams makes it by its class, so it asks for its parts itself. */
public final class ErrorHandler extends RecordFailureHandler {

    public ErrorHandler() {
        super(
                bean(RecordFailures.class),
                bean(ResultListeners.class),
                bean(ProcessorConfig.class).topics().rejected());
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
