package io.pawstream.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line and the environment of a stream processor. */
final class ProcessorCommand {

    private static final Path JAR = Path.of("stream-processor", "target", "quarkus-app", "quarkus-run.jar");

    /**
     * A terminal also sends Ctrl-C to child processes. The processor ignores it, so that its parent decides when it
     * stops.
     */
    private static final List<String> IGNORING_CTRL_C =
            File.separatorChar == '/' ? List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh") : List.of();

    /** The same values as in the launcher and the container image, where they are explained. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "OPENCV_LOG_LEVEL", "SILENT",
            "MALLOC_MMAP_THRESHOLD_", "1048576",
            "MALLOC_TRIM_THRESHOLD_", "1048576");

    private ProcessorCommand() {}

    /**
     * Prepares a process.
     *
     * @param spec what to start
     * @return builder of the process, whose output is appended to the log
     * @throws IOException if the processor is not built
     */
    static ProcessBuilder of(ProcessorSpec spec) throws IOException {
        Path jar = spec.home().resolve(JAR);
        if (!Files.isRegularFile(jar)) {
            throw new IOException("stream processor is not built: " + jar + " not found; run ./mvnw package");
        }
        Map<String, String> settings = new TreeMap<>(spec.settings());
        settings.put(
                "pawstream.parent-pid", Long.toString(ProcessHandle.current().pid()));
        settings.put("quarkus.http.port", Integer.toString(spec.port()));
        settings.put("quarkus.kafka-streams.bootstrap-servers", spec.bootstrap());
        List<String> command = new ArrayList<>(IGNORING_CTRL_C);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:G1HeapRegionSize=4m",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true"));
        command.addAll(ClassSharing.options(spec.home(), jar));
        command.addAll(spec.jvmOptions());
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        ENVIRONMENT.forEach(builder.environment()::putIfAbsent);
        return builder;
    }
}
