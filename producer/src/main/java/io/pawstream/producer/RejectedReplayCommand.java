package io.pawstream.producer;

import io.pawstream.cli.CtrlC;
import io.pawstream.contract.event.Rejection;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.console.RejectionTable;
import io.pawstream.producer.publish.RejectionReplayer;
import io.pawstream.producer.publish.ReplayPlan;
import io.pawstream.producer.publish.ReplaySummary;
import io.pawstream.producer.subscribe.EventSubscriber;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays rejected images. */
@Command(
        name = "replay",
        description = {
            "Sends rejected images unchanged to their original topic, and waits until the broker has acknowledged "
                    + "all of them. The header replay-count counts the replays of an image.",
            "Rejections stay in their topic: a second replay sends the same images again, unless --since, --until or "
                    + "--reason exclude them.",
            "Skips images that are larger than the topic allows. Exit code 0: all other images were sent. 1: an image "
                    + "was not sent."
        })
final class RejectedReplayCommand implements Callable<Integer> {

    private final RejectionTable table;

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--dry-run", description = "Print what would be sent, without sending it.")
    private boolean dryRun;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Topic to send to (default: the original topic of each image).")
    private @Nullable String topic;

    @Mixin
    private RejectionOptions options = new RejectionOptions();

    @Mixin
    private CountOption count = new CountOption();

    @Spec
    private CommandSpec spec;

    RejectedReplayCommand(ZoneId zone) {
        table = new RejectionTable(zone);
    }

    @Override
    public Integer call() throws IOException, BrokerException {
        ReplayPlan plan = new ReplayPlan(options.filter(), count.count(), Optional.ofNullable(topic));
        KafkaAccess access = broker.access();
        return dryRun ? list(access, plan) : replay(access, plan);
    }

    private int list(KafkaAccess access, ReplayPlan plan) throws BrokerException {
        PrintWriter out = spec.commandLine().getOut();
        try (EventSubscriber<Rejection> rejections =
                EventSubscriber.rejections(access, options.rejectedTopic(), true)) {
            out.println(table.header());
            long images = new EventPrinter<>(
                            rejections,
                            (rejection, record) -> !Rejection.isWithoutImage(record.headers())
                                    && plan.filter().test(rejection, record),
                            plan.count(),
                            (rejection, record) -> table.row(rejection, record.timestamp()),
                            out,
                            spec.commandLine().getErr())
                    .list();
            out.println("dry run: would send " + images + " images to " + target(access));
        }
        return 0;
    }

    private int replay(KafkaAccess access, ReplayPlan plan) throws BrokerException {
        PublishReport report = new PublishReport(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        try (PublishProgress progress = new PublishProgress(spec.commandLine().getErr(), plan.count());
                RejectionReplayer replayer =
                        RejectionReplayer.connect(access, options.rejectedTopic(), plan, progress)) {
            return CtrlC.run(replayer::stop, CtrlC.TIMEOUT, () -> {
                ReplaySummary summary = replayer.replay();
                progress.finish();
                report.print(summary, target(access));
                return PublishReport.exitCode(summary.published());
            });
        }
    }

    private String target(KafkaAccess access) {
        return (topic == null ? "their original topics" : topic) + " at " + access.bootstrap();
    }
}
