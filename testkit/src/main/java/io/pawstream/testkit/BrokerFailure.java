package io.pawstream.testkit;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;

/**
 * Ends this process if the broker in it ends by itself, for example on a full disk. Kafka would then halt the JVM, and
 * leave the data of the broker and the processors of the run behind.
 */
final class BrokerFailure {

    /** Kafka fails before the disk has no space at all. */
    private static final long LITTLE_SPACE = 1 << 20;

    private static final AtomicBoolean HANDLED = new AtomicBoolean();

    private BrokerFailure() {}

    /** Replaces the ways in which Kafka ends the JVM. */
    static void handle(Path data) {
        Exit.setHaltProcedure((status, message) -> endProcess(data));
        Exit.setExitProcedure((status, message) -> endProcess(data));
    }

    /** Keeps this process running, because it is ending anyway. */
    static void ignore() {
        HANDLED.set(true);
    }

    private static void endProcess(Path data) {
        if (HANDLED.compareAndSet(false, true)) {
            System.err.println("the Kafka broker has failed: " + reason(data));
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            Leftovers.deleteAll();
            Runtime.getRuntime().halt(1);
        }
        // Another thread of the broker must not go on meanwhile.
        throw new IllegalStateException("the Kafka broker has failed");
    }

    private static String reason(Path data) {
        if (!Files.isDirectory(data)) {
            return "its data directory " + data + " was deleted";
        }
        return fullDisk(data)
                .orElse(
                        "its log names the cause if you set PAWSTREAM_JAVA_OPTS='-Dorg.slf4j.simpleLogger.log.kafka=error"
                                + " -Dorg.slf4j.simpleLogger.log.org.apache.kafka.storage=error'");
    }

    /**
     * Returns whether the disk of a directory is the reason of a failure.
     *
     * @param data an existing directory
     * @return that the disk is full; empty if it is not
     */
    static Optional<String> fullDisk(Path data) {
        try {
            FileStore disk = Files.getFileStore(data);
            return disk.getUsableSpace() < LITTLE_SPACE
                    ? Optional.of("the disk of " + data.getParent() + " is full (" + (disk.getUsableSpace() >> 10)
                            + " of " + (disk.getTotalSpace() >> 10)
                            + " KiB are free); free some space, or use another directory with"
                            + " PAWSTREAM_JAVA_OPTS=-Djava.io.tmpdir=DIR")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("the disk of " + data + " cannot be read: " + e);
        }
    }
}
