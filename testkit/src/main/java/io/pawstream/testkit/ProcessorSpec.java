package io.pawstream.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A stream processor to start as a child process.
 *
 * @param home root directory of the project
 * @param bootstrap the broker, {@code host:port}
 * @param port free HTTP port
 * @param jvmOptions JVM options
 * @param settings settings of the service by their names, for example {@code pawstream.model}
 * @param log file to which the process appends its output
 */
public record ProcessorSpec(
        Path home, String bootstrap, int port, List<String> jvmOptions, Map<String, String> settings, Path log) {

    /**
     * Creates a specification whose only JVM option is the heap size.
     *
     * @param home root directory of the project
     * @param bootstrap the broker, {@code host:port}
     * @param port free HTTP port
     * @param heapMegabytes maximum heap in MiB
     * @param settings settings of the service by their names, for example {@code pawstream.model}
     * @param log file to which the process appends its output
     */
    public ProcessorSpec(
            Path home, String bootstrap, int port, int heapMegabytes, Map<String, String> settings, Path log) {
        this(home, bootstrap, port, List.of("-Xmx" + heapMegabytes + "m"), settings, log);
    }

    /**
     * Returns a copy with more JVM options.
     *
     * @param more options that follow the existing ones
     * @return a new specification
     */
    public ProcessorSpec withJvmOptions(List<String> more) {
        List<String> all = Stream.concat(jvmOptions.stream(), more.stream()).toList();
        return new ProcessorSpec(home, bootstrap, port, all, settings, log);
    }
}
