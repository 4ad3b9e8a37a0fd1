package io.pawstream.producer;

import io.pawstream.contract.event.TopicNames;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates and describes the topics. */
@Command(name = "topics", synopsisSubcommandLabel = "create|describe", description = "Creates or describes the topics.")
final class TopicsCommand {

    private static final String ROW = "%-20s  %10s  %11s  %17s  %-8s  %s";

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Creates the missing topics. Existing topics stay unchanged.")
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
        try (Topics topics = Topics.at(broker.access())) {
            List<String> created = topics.create(plan);
            for (String name : namesOf(plan.names())) {
                out.println(created.contains(name) ? "created " + name : existing(topics.find(name), name));
            }
        }
        out.flush();
        return 0;
    }

    /** Describes an existing topic, whose configuration can differ from the requested one. */
    private static String existing(Optional<TopicState> topic, String name) {
        return "exists " + name
                + topic.map(state -> " (partitions " + state.partitions() + ", max.message.bytes "
                                + state.maxMessageBytes() + ")")
                        .orElse("");
    }

    @Command(name = "describe", description = "Prints the configuration of the topics. Exit code 1 if one is missing.")
    int describe(@Mixin BrokerOptions broker, @Mixin TopicNameOptions names) throws IOException, BrokerException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> missing = new ArrayList<>();
        try (Topics topics = Topics.at(broker.access())) {
            out.println(String.format(
                    ROW, "topic", "partitions", "replication", "max.message.bytes", "cleanup", "end offsets"));
            for (String name : namesOf(names.names())) {
                topics.find(name).ifPresentOrElse(state -> out.println(row(state)), () -> missing.add(name));
            }
        }
        out.flush();
        if (!missing.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("missing topics: " + String.join(", ", missing)
                            + "; to create them, run: pawstream topics create");
        }
        return missing.isEmpty() ? 0 : 1;
    }

    private static String row(TopicState topic) {
        return String.format(
                Locale.ROOT,
                ROW,
                topic.name(),
                topic.partitions(),
                topic.replicationFactor(),
                topic.maxMessageBytes(),
                topic.cleanupPolicy(),
                // End offsets instead of record counts, because transaction markers have offsets too.
                topic.endOffsets());
    }

    private static List<String> namesOf(TopicNames names) {
        return List.of(
                names.images(),
                names.predictions(),
                names.rejected(),
                names.modelSelection(),
                names.shadow(),
                names.instances());
    }
}
