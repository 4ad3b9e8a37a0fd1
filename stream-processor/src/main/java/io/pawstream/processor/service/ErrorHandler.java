package io.pawstream.processor.service;

import io.pawstream.processor.stream.UnforeseenFaults;
import io.pawstream.processor.stream.UnforeseenHandler;
import jakarta.enterprise.inject.spi.CDI;

/** The handler of the stream's errors. Kafka Streams makes it by its class, so it asks for its parts itself. */
public final class ErrorHandler extends UnforeseenHandler {

    public ErrorHandler() {
        super(
                bean(UnforeseenFaults.class),
                bean(AnswerReport.class),
                bean(ProcessorConfig.class).topics().rejected());
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
