package io.pawstream.processor.app;

import io.pawstream.cli.BootstrapServers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code process}: runs the service until it is stopped. */
@Command(
        name = "pawstream process",
        description = {
            "Runs the stream processor until it is stopped.",
            "It needs a broker with the topics of \"pawstream topics create\", and waits for both. While it is not ready, it"
                    + " logs the reason every ten seconds."
        },
        footer = {"", "docs/kafka-security.md describes the settings for TLS and authentication."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ProcessCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            converter = BootstrapServers.class,
            description = "Address of a Kafka broker; separate several by commas (default: localhost:9092).")
    private @Nullable String bootstrap;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "Default model while nothing is selected (default: model5-8bit); once the topic model-selection"
                            + " contains a selection, this option has no effect: use \"pawstream models select\".")
    private @Nullable String model;

    @Option(names = "--models", paramLabel = "DIR", description = "Model repository (default: models).")
    private @Nullable String models;

    @Option(names = "--port", paramLabel = "N", description = "HTTP port (default: 8080).")
    private @Nullable Integer port;

    @Option(names = "--no-thumbnails", description = "Do not show images on the live page.")
    private boolean noThumbnails;

    @Option(
            names = "-D",
            paramLabel = "name=value",
            description = "Any setting in stream-processor/README.md; environment variables work too.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec command;

    private final ToIntFunction<Map<String, String>> service;

    /**
     * Creates a command.
     *
     * @param service runs the service with the given settings, by name, and returns its exit code
     */
    ProcessCommand(ToIntFunction<Map<String, String>> service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 1 || port > MAX_PORT)) {
            throw new ParameterException(command.commandLine(), "--port is " + port + "; it must be 1 to " + MAX_PORT);
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        put("quarkus.kafka-streams.bootstrap-servers", bootstrap, all);
        put("pawstream.model", model, all);
        put("pawstream.models.directory", models, all);
        put("quarkus.http.port", port, all);
        put("pawstream.page.thumbnails", noThumbnails ? "false" : null, all);
        return service.applyAsInt(all);
    }

    private static void put(String name, @Nullable Object value, Map<String, String> settings) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
