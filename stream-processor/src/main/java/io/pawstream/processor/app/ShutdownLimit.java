package io.pawstream.processor.app;

import java.time.Duration;

/** Ends the process if its shutdown takes too long, whatever it waits for. */
final class ShutdownLimit {

    /** Supervisors kill a process after 30 s. */
    private static final Duration LIMIT = Duration.ofSeconds(28);

    private ShutdownLimit() {}

    /** Starts to watch the shutdown, which begins with a signal or with the end of the main method. */
    static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(ShutdownLimit::watch, "pawstream-shutdown"));
    }

    private static void watch() {
        Thread watch = new Thread(
                () -> {
                    try {
                        Thread.sleep(LIMIT.toMillis());
                    } catch (InterruptedException e) {
                        return;
                    }
                    System.err.println(
                            "the shutdown takes more than " + LIMIT.toSeconds() + " s, terminating the process");
                    Runtime.getRuntime().halt(Termination.STOP_TIMED_OUT);
                },
                "pawstream-shutdown-limit");
        // The JVM waits for the hook, but not for this thread.
        watch.setDaemon(true);
        watch.start();
    }
}
