package io.pawstream.benchmark.consumers;

import java.io.IOException;

/** A running consumer of the images topic, with all of its processes. */
interface RunningConsumer extends AutoCloseable {

    /**
     * Returns the CPU time of all its processes.
     *
     * @return nanoseconds since the start
     * @throws IOException if it has exited
     */
    long cpuNanos() throws IOException;

    /** {@return whether it is running} */
    boolean isAlive();

    /** Kills all its processes with SIGKILL and waits until they have exited. */
    void kill() throws InterruptedException;

    /** {@return the last lines of its log} */
    String logEnd();

    /** Stops all its processes. */
    @Override
    void close();
}
