package io.pawstream.producer;

import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.console.PredictionTable;
import io.pawstream.producer.subscribe.EventSubscriber;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints rejected pictures as they come. */
@Command(
        name = "rejected",
        description =
                "Prints rejected pictures as they come, until Ctrl-C: stage, reason, where it came from, message.")
final class RejectedCommand implements Callable<Integer> {

    private static final String ROW = "%-12s  %-9s  %-18s  %-18s  %-36s  %s";

    private final DateTimeFormatter time;

    @Mixin
    private BrokerOptions broker;

    @Mixin
    private SubscribeOptions options;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Topic of the rejected pictures (default: images.rejected).")
    private String topic = TopicNames.DEFAULT.rejected();

    @Spec
    private CommandSpec spec;

    RejectedCommand(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    @Override
    public Integer call() throws IOException, BrokerException {
        try (EventSubscriber<Rejection> subscriber =
                EventSubscriber.rejections(broker.access(), topic, options.fromBeginning())) {
            spec.commandLine()
                    .getOut()
                    .println(String.format(ROW, "time", "stage", "reason", "origin", "image", "message"));
            spec.commandLine().getOut().flush();
            new Following<>(
                            subscriber,
                            options.count(),
                            (rejection, record) -> row(rejection, record.timestamp()),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run();
        }
        return 0;
    }

    private String row(Rejection rejection, long timestampMillis) {
        String origin = rejection.input().topic() + "-" + rejection.input().partition() + "-"
                + rejection.input().offset();
        return String.format(
                ROW,
                time.format(Instant.ofEpochMilli(timestampMillis)),
                rejection.reason().stage().word(),
                rejection.reason().word(),
                origin,
                PredictionTable.shortened(rejection.subject() == null ? rejection.imageId() : rejection.subject()),
                rejection.message());
    }
}
