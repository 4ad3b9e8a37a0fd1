package io.pawstream.producer;

import io.pawstream.contract.event.Rejection;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.console.RejectionTable;
import io.pawstream.producer.subscribe.EventSubscriber;
import io.pawstream.producer.subscribe.RejectionFilter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints rejected images. */
@Command(
        name = "list",
        description = "Prints the rejected images that the topic has, each with its stage, reason and message.")
final class RejectedListCommand implements Callable<Integer> {

    private final RejectionTable table;

    @Mixin
    private BrokerOptions broker;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with those that come, until Ctrl-C.")
    private boolean follow;

    @Mixin
    private RejectionOptions options;

    @Mixin
    private CountOption count;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    RejectedListCommand(ZoneId zone) {
        table = new RejectionTable(zone);
    }

    @Override
    public Integer call() throws IOException, BrokerException {
        RejectionFilter filter = options.filter();
        PrintWriter out = spec.commandLine().getOut();
        try (EventSubscriber<Rejection> subscriber =
                EventSubscriber.rejections(broker.access(), options.rejectedTopic(), true)) {
            if (output.isTable()) {
                out.println(table.header());
                out.flush();
            }
            Following<Rejection> following = new Following<>(
                    subscriber,
                    filter,
                    count.count(),
                    (rejection, record) -> output.isTable()
                            ? table.row(rejection, record.timestamp())
                            : new String(Rejection.toJson(rejection), StandardCharsets.UTF_8),
                    out,
                    spec.commandLine().getErr());
            if (follow) {
                following.follow();
            } else {
                following.list();
            }
        }
        return 0;
    }
}
