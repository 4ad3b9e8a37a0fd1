package io.pawstream.processor.replay;

import io.pawstream.cli.UserTime;
import io.pawstream.model.ModelCard;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code replay}: the service with other settings, which ends when it has classified what it was told to. */
@Command(
        name = "replay",
        description = {
            "Classifies images that are in the topic already again, with another model, into a topic of its own.",
            "The live predictions and the live processor are not touched. After an interruption the same command goes on"
                    + " where it stopped; when it is run again later, it takes what has come since."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "the model, whatever events ask for")
    private String model;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "images that were published at this time or later: 2026-01-31T12:00:00Z, or ago: 90s, 30m,"
                    + " 2h, 7d (default: all that are there)")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "images that were published before this time (default: now)")
    private Instant to;

    @Option(names = "--again", description = "begins anew if it has begun before")
    private boolean again;

    @Option(
            names = "--predictions-topic",
            paramLabel = "NAME",
            description = "topic of the answers, created if need be (default: predictions.replay.MODEL); what is"
                    + " rejected goes to the same with .rejected behind")
    private String predictionsTopic;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description =
                    "consumer group; processes with the same one share the work (default: pawstream-replay-MODEL)")
    private String applicationId;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "address of the Kafka broker (default: that of the settings, localhost:9092)")
    private String bootstrap;

    @Option(names = "--models", paramLabel = "DIR", description = "the model repository (default: the folder models)")
    private String models;

    @Option(
            names = "-D",
            paramLabel = "name=value",
            description = "any setting of the processor, for instance of security")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    private CommandSpec command;

    private final ToIntFunction<Map<String, String>> service;

    /** Reads the times. */
    private static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return UserTime.parse(text, Clock.systemUTC());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * A command.
     *
     * @param service runs the service with such settings, and gives its exit code
     */
    public ReplayCommand(ToIntFunction<Map<String, String>> service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        if (!ModelCard.isName(model)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model is \"" + model + "\"; it must be lower case letters, digits and hyphens");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new ParameterException(
                    command.commandLine(), "--from " + from + " --to " + to + " is no time at all");
        }
        String answers = predictionsTopic == null ? "predictions.replay." + model : predictionsTopic;
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("pawstream.model", model);
        all.put("pawstream.topics.predictions", answers);
        all.put("pawstream.topics.rejected", answers + ".rejected");
        all.put("pawstream.replay.again", Boolean.toString(again));
        all.put(
                "quarkus.kafka-streams.application-id",
                applicationId == null ? "pawstream-replay-" + model : applicationId);
        // What it waits for: not the selection, which it does not follow, and not its own topics, which it creates.
        all.put("quarkus.kafka-streams.topics", "${pawstream.topics.images:images}");
        // It serves nobody, and the live processor may have the port.
        all.put("quarkus.http.host-enabled", "false");
        all.put("quarkus.log.level", "WARN");
        put("pawstream.replay.from", from, all);
        put("pawstream.replay.to", to, all);
        put("quarkus.kafka-streams.bootstrap-servers", bootstrap, all);
        put("pawstream.models.directory", models, all);
        return service.applyAsInt(all);
    }

    private static void put(String name, Object value, Map<String, String> settings) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
