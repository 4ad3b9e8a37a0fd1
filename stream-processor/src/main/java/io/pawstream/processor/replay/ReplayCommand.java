package io.pawstream.processor.replay;

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

/** {@code replay}: the service with other settings, which ends when it has classified what it was told to. */
@Command(
        name = "replay",
        description = {
            "Classifies images that are already in the topic again, with another model, into a topic of its own.",
            "Live predictions and the live processor are not affected. After an interruption, the same command resumes"
                    + " where it stopped. Run later again, it classifies the images published since."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "the model; models requested by events are ignored")
    private String model;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "classify images published at this time or later: 2026-01-31T12:00:00Z, or an age: 90s, 30m,"
                    + " 2h, 7d (default: all images in the topic)")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "classify images published before this time (default: now)")
    private @Nullable Instant to;

    @Option(names = "--restart", description = "start again from the beginning, even after an interruption")
    private boolean restart;

    @Option(
            names = "--predictions-topic",
            paramLabel = "NAME",
            description = "topic of the predictions, created if missing (default: predictions.replay.MODEL);"
                    + " rejections go to the same name with .rejected appended")
    private @Nullable String predictionsTopic;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description =
                    "consumer group; processes with the same one share the work (default: pawstream-replay-MODEL)")
    private @Nullable String applicationId;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "address of the Kafka broker (default: as configured, localhost:9092)")
    private @Nullable String bootstrap;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "the model repository (default: the directory models)")
    private @Nullable String models;

    @Option(
            names = "-D",
            paramLabel = "name=value",
            description = "any setting of the processor, for instance for security")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec command;

    private final ToIntFunction<Map<String, String>> service;

    /**
     * Creates a command.
     *
     * @param service runs the service with settings, and returns its exit code
     */
    public ReplayCommand(ToIntFunction<Map<String, String>> service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        if (!ModelCard.isName(model)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model is \"" + model + "\"; it must be lower-case letters, digits and hyphens");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new ParameterException(
                    command.commandLine(), "--from " + from + " --to " + to + " is an empty range");
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
        // Waits for the images topic only: a replay ignores the selection and creates its output topics.
        all.put("quarkus.kafka-streams.topics", "${pawstream.topics.images:images}");
        // No HTTP: a live processor on this machine may use the port.
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
