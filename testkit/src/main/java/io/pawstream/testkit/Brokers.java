package io.pawstream.testkit;

/** Running Kafka brokers. */
public interface Brokers extends AutoCloseable {

    /**
     * Returns the addresses of the listeners for clients.
     *
     * @return {@code host:port}, separated by commas
     */
    String bootstrap();

    /** Stops the brokers and deletes their data. */
    @Override
    void close();
}
