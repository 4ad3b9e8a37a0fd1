package io.pawstream.processor.replay;

import io.pawstream.cli.BootstrapServers;
import io.pawstream.cli.TimeConverter;
import io.pawstream.model.ModelCard;
import java.time.Instant;
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

/** The command {@code replay}: runs the service with other settings until it has classified a range of records. */
@Command(
        name = "pawstream replay",
        description = {
            "Classifies the images in the topic again with another model, and publishes the predictions to a separate"
                    + " topic.",
            "Live predictions and the live processor are not affected. After an interruption, the same command resumes"
                    + " where it stopped. Run again later, it classifies the images published since."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "Name of the model; models that events request are ignored.")
    private String model;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Classify images published at this time or later: 2026-01-31T12:00:00Z, or an age: 90s, 30m,"
                    + " 2h, 7d (default: all images in the topic).")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Classify images published before this time (default: now).")
    private @Nullable Instant to;

    @Option(names = "--restart", description = "Start from the beginning instead of resuming.")
    private boolean restart;

    @Option(
            names = "--predictions-topic",
            paramLabel = "NAME",
            description = "Topic of the predictions, created if missing (default: predictions.replay.MODEL);"
                    + " rejections go to the same name with .rejected appended.")
    private @Nullable String predictionsTopic;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description =
                    "Consumer group; processes with the same ID share the work (default: pawstream-replay-MODEL).")
    private @Nullable String applicationId;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            converter = BootstrapServers.class,
            description = "Address of the Kafka broker (default: as configured, localhost:9092).")
    private @Nullable String bootstrap;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "The model repository (default: the directory models).")
    private @Nullable String models;

    @Option(
            names = "-D",
            paramLabel = "name=value",
            description = "Any setting of the processor, for instance for security.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec command;

    private final ToIntFunction<Map<String, String>> service;

    /**
     * Creates a command.
     *
     * @param service runs the service with the given settings, by name, and returns its exit code
     */
    public ReplayCommand(ToIntFunction<Map<String, String>> service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        if (!ModelCard.isName(model)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model is \"" + model
                            + "\"; it must be 1 to 63 lower-case letters, digits and hyphens, and not start"
                            + " with a hyphen");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new ParameterException(
                    command.commandLine(), "--from is " + from + "; it must be before --to, " + to);
        }
        String predictions = predictionsTopic == null ? "predictions.replay." + model : predictionsTopic;
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("pawstream.model", model);
        all.put("pawstream.topics.predictions", predictions);
        all.put("pawstream.topics.rejected", predictions + ".rejected");
        all.put("pawstream.mode", "replay");
        all.put("pawstream.replay.restart", Boolean.toString(restart));
        all.put(
                "quarkus.kafka-streams.application-id",
                applicationId == null ? "pawstream-replay-" + model : applicationId);
        // No HTTP server, because a live processor on this machine may use the port.
        all.put("quarkus.http.host-enabled", "false");
        all.put("quarkus.log.level", "WARN");
        put("pawstream.replay.from", from, all);
        put("pawstream.replay.to", to, all);
        put("quarkus.kafka-streams.bootstrap-servers", bootstrap, all);
        put("pawstream.models.directory", models, all);
        return service.applyAsInt(all);
    }

    private static void put(String name, @Nullable Object value, Map<String, String> settings) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
