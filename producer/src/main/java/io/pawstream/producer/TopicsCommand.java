package io.pawstream.producer;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.contract.event.TopicRequirements;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.TopicState;
import io.pawstream.producer.broker.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates and describes the topics. */
@Command(name = "topics", synopsisSubcommandLabel = "create|describe", description = "Creates or describes the topics.")
final class TopicsCommand {

    private static final String ROW = "%-20s  %10s  %11s  %17s  %12s  %-8s  %s";

    @Spec
    private CommandSpec spec;

    @Command(
            name = "create",
            description =
                    "Creates the missing topics. Existing topics stay unchanged. Exit code 1 if the configuration of"
                            + " an existing topic is not suitable.")
    int create(
            @Mixin BrokerOptions broker,
            @Mixin TopicNameOptions names,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "4",
                            description = "Partitions of each topic that has one event per image"
                                    + " (default: ${DEFAULT-VALUE}).")
                    int partitions,
            @Option(
                            names = "--replication-factor",
                            paramLabel = "N",
                            defaultValue = "-1",
                            description = "Replicas of each partition (default: the setting of the broker).")
                    int replicationFactor,
            @Option(
                            names = "--max-image-bytes",
                            paramLabel = "N",
                            defaultValue = "" + TopicNames.DEFAULT_MAX_IMAGE_BYTES,
                            description =
                                    "Maximum size of an image event in bytes, headers included (default: ${DEFAULT-VALUE}). If"
                                            + " you raise it, raise the processor's"
                                            + " kafka-streams.producer.max.request.size by the same amount.")
                    int maxImageBytes)
            throws IOException, BrokerException {
        TopicPlan plan;
        try {
            plan = new TopicPlan(names.names(), partitions, replicationFactor, maxImageBytes);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.subcommands().get("create"), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<TopicState> existing = new ArrayList<>();
        try (Topics topics = Topics.at(broker.access())) {
            List<String> created = topics.create(plan);
            for (String name : plan.names().all()) {
                Optional<TopicState> state = topics.find(name);
                state.ifPresent(existing::add);
                out.println(created.contains(name) ? "created " + name : existing(state, name));
            }
        }
        out.flush();
        return printDeviations(plan.names(), existing) ? 1 : 0;
    }

    /** Describes an existing topic, whose configuration can differ from the requested one. */
    private static String existing(Optional<TopicState> topic, String name) {
        return "exists " + name
                + topic.map(state -> " (partitions " + state.partitions() + ", max.message.bytes "
                                + state.maxMessageBytes() + ", cleanup.policy " + state.cleanupPolicy() + ")")
                        .orElse("");
    }

    @Command(
            name = "describe",
            description =
                    "Prints the configuration of the topics. Exit code 1 if one is missing or its configuration is"
                            + " not suitable.")
    int describe(@Mixin BrokerOptions broker, @Mixin TopicNameOptions names) throws IOException, BrokerException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> missing = new ArrayList<>();
        List<TopicState> existing = new ArrayList<>();
        try (Topics topics = Topics.at(broker.access())) {
            out.println(String.format(
                    ROW,
                    "topic",
                    "partitions",
                    "replication",
                    "max.message.bytes",
                    "decompressed",
                    "cleanup",
                    "end offsets"));
            for (String name : names.names().all()) {
                topics.find(name).ifPresentOrElse(existing::add, () -> missing.add(name));
            }
        }
        existing.forEach(state -> out.println(row(state)));
        out.flush();
        if (!missing.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("missing topics: " + String.join(", ", missing)
                            + "; to create them, run: pawstream topics create");
        }
        return printDeviations(names.names(), existing) || !missing.isEmpty() ? 1 : 0;
    }

    /** Prints what is not suitable about existing topics; returns whether there is any such thing. */
    private boolean printDeviations(TopicNames names, List<TopicState> topics) {
        List<String> deviations = TopicRequirements.deviations(
                names,
                topics.stream()
                        .collect(Collectors.toMap(
                                TopicState::name,
                                topic -> new TopicRequirements.Settings(
                                        topic.partitions(), topic.cleanupPolicy(), topic.maxMessageBytes()))));
        deviations.forEach(spec.commandLine().getErr()::println);
        topics.stream()
                .filter(topic -> topic.name().equals(names.images()) && topic.maxDecompressedBytes() == null)
                .forEach(topic -> spec.commandLine()
                        .getErr()
                        .println("note: topic " + topic.name()
                                + " does not limit records after decompression, so a record"
                                + " of a few kilobytes can exhaust the memory of its readers; with Kafka 4.2.2 or newer,"
                                + " set max.decompressed.message.bytes=" + topic.maxMessageBytes()
                                + " with kafka-configs.sh"));
        return !deviations.isEmpty();
    }

    private static String row(TopicState topic) {
        return String.format(
                Locale.ROOT,
                ROW,
                topic.name(),
                topic.partitions(),
                topic.replicationFactor(),
                topic.maxMessageBytes(),
                topic.maxDecompressedBytes() == null ? "no limit" : topic.maxDecompressedBytes(),
                topic.cleanupPolicy(),
                // End offsets instead of record counts, because transaction markers have offsets too.
                topic.endOffsets());
    }
}
