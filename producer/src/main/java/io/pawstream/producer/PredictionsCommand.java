package io.pawstream.producer;

import io.pawstream.cli.Printable;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.console.PredictionTable;
import io.pawstream.producer.subscribe.EventSubscriber;
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

/** Prints predictions as they are committed. */
@Command(name = "predictions", description = "Prints predictions as they are committed, until Ctrl-C.")
final class PredictionsCommand implements Callable<Integer> {

    private final ZoneId zone;

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--from-beginning", description = "Start with the oldest prediction in the topic.")
    private boolean fromBeginning;

    @Mixin
    private CountOption count = new CountOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--topic", paramLabel = "NAME", description = "Topic of the predictions (default: predictions).")
    private String topic = TopicNames.DEFAULT.predictions();

    @Spec
    private CommandSpec spec;

    PredictionsCommand(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public Integer call() throws IOException, BrokerException {
        PrintWriter out = spec.commandLine().getOut();
        try (EventSubscriber<PredictionEvent> subscriber =
                EventSubscriber.predictions(broker.access(), topic, fromBeginning)) {
            PredictionTable table = new PredictionTable(zone);
            if (output.isTable()) {
                out.println(table.header());
                out.flush();
            }
            new EventPrinter<>(
                            subscriber,
                            (event, record) -> true,
                            count.count(),
                            (event, record) -> output.isTable()
                                    ? table.row(event, record.timestamp())
                                    : Printable.of(
                                            new String(PredictionEventCodec.toJson(event), StandardCharsets.UTF_8)),
                            out,
                            spec.commandLine().getErr())
                    .follow();
        }
        return 0;
    }
}
