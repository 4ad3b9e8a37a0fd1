package io.pawstream.benchmark.consumers;

import io.pawstream.model.ModelDirectory;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A consumer that takes part in the comparison. */
interface ComparedConsumer {

    /** {@return the name in tables} */
    String label();

    /**
     * Counts the lines of code that a user writes for it.
     *
     * @return number of lines, without blank lines, comments and configuration
     * @throws IOException if a file cannot be read
     */
    int linesOfCode() throws IOException;

    /**
     * Creates the record of an image in the form that the consumer reads.
     *
     * @param number number of the image
     * @param image encoded image
     */
    ProducerRecord<byte[], byte[]> toRecord(int number, byte[] image);

    /**
     * Starts the consumer. It may need some time until it reads records. After {@link RunningConsumer#kill}, a second start
     * continues where the first one was.
     *
     * @param environment broker, topics and working directory
     * @param model model to use
     * @throws IOException if it cannot be started
     */
    RunningConsumer start(TestEnvironment environment, ModelDirectory model) throws IOException;
}
