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

/** Makes and shows the topics. */
@Command(name = "topics", synopsisSubcommandLabel = "create|describe", description = "Makes or shows the topics.")
final class TopicsCommand {

    private static final String ROW = "%-20s  %10s  %11s  %17s  %-8s  %s";

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Makes the topics that are not there yet; the others stay as they are.")
    int create(
            @Mixin BrokerOptions broker,
            @Mixin TopicNameOptions names,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "4",
                            description =
                                    "Partitions of the topics with an event an image (default: ${DEFAULT-VALUE}).")
                    int partitions,
            @Option(
                            names = "--replication-factor",
                            paramLabel = "N",
                            defaultValue = "-1",
                            description = "Copies of each partition (default: what the broker is configured to).")
                    int replicationFactor,
            @Option(
                            names = "--max-image-bytes",
                            paramLabel = "N",
                            defaultValue = "" + TopicNames.DEFAULT_MAX_IMAGE_BYTES,
                            description =
                                    "Largest image event, headers included (default: ${DEFAULT-VALUE}). With a larger one the"
                                            + " processor's kafka-streams.producer.max.request.size has to grow by as much.")
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
            List<String> made = topics.create(plan);
            for (String name : all(plan.names())) {
                out.println(made.contains(name) ? "made " + name : existing(topics.find(name), name));
            }
        }
        out.flush();
        return 0;
    }

    /** Says how it is: it may not be as it was asked for. */
    private static String existing(Optional<TopicState> topic, String name) {
        return "exists " + name
                + topic.map(state -> " (partitions " + state.partitions() + ", max.message.bytes "
                                + state.maxMessageBytes() + ")")
                        .orElse("");
    }

    @Command(name = "describe", description = "Shows the topics as they are. Exit code 1 if one is missing.")
    int describe(@Mixin BrokerOptions broker, @Mixin TopicNameOptions names) throws IOException, BrokerException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> missing = new ArrayList<>();
        try (Topics topics = Topics.at(broker.access())) {
            out.println(String.format(
                    ROW, "topic", "partitions", "replication", "max.message.bytes", "cleanup", "end offsets"));
            for (String name : all(names.names())) {
                topics.find(name).ifPresentOrElse(state -> out.println(row(state)), () -> missing.add(name));
            }
        }
        out.flush();
        if (!missing.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("missing: " + String.join(", ", missing) + "; \"pawstream topics create\" makes them");
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
                // Not the number of records: markers of transactions have offsets too.
                topic.endOffsets());
    }

    private static List<String> all(TopicNames names) {
        return List.of(
                names.images(),
                names.predictions(),
                names.rejected(),
                names.modelSelection(),
                names.shadow(),
                names.instances());
    }
}
