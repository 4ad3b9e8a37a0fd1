package io.pawstream.producer;

import io.pawstream.cli.Printable;
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

/** Prints rejections. */
@Command(name = "list", description = "Prints the rejections in the topic, each with its stage, reason and message.")
final class RejectedListCommand implements Callable<Integer> {

    private final RejectionTable table;

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Continue with new rejections, until Ctrl-C.")
    private boolean follow;

    @Mixin
    private RejectionOptions options = new RejectionOptions();

    @Mixin
    private CountOption count = new CountOption();

    @Mixin
    private OutputOption output = new OutputOption();

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
            EventPrinter<Rejection> printer = new EventPrinter<>(
                    subscriber,
                    filter,
                    count.count(),
                    (rejection, record) -> output.isTable()
                            ? table.row(rejection, record.timestamp())
                            : Printable.of(new String(Rejection.toJson(rejection), StandardCharsets.UTF_8)),
                    out,
                    spec.commandLine().getErr());
            if (follow) {
                printer.follow();
            } else {
                printer.list();
            }
        }
        return 0;
    }
}
