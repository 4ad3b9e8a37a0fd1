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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends rejected images again. */
@Command(
        name = "replay",
        description = {
            "Sends the rejected images that the topic has now to where they came from, as they came, and waits until "
                    + "the broker has acknowledged every one.",
            "The header replay-count says how often that was done. They stay in the rejected topic: a second replay sends "
                    + "them again, unless --since leaves them out.",
            "Exit code 0: all were sent, but for those that are larger than the topic allows, which are named. 1: "
                    + "something was not sent, and is named."
        })
final class RejectedReplayCommand implements Callable<Integer> {

    private final RejectionTable table;

    @Mixin
    private BrokerOptions broker;

    @Option(names = "--dry-run", description = "Only print what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Topic to send to (default: the one that each image came from).")
    private String topic;

    @Mixin
    private RejectionOptions options;

    @Mixin
    private CountOption count;

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
            long images = new Following<>(
                            rejections,
                            (rejection, record) -> !Rejection.isWithoutImage(record.headers())
                                    && plan.filter().test(rejection, record),
                            plan.count(),
                            (rejection, record) -> table.row(rejection, record.timestamp()),
                            out,
                            spec.commandLine().getErr())
                    .list();
            out.println("would send " + images + " images to " + target(access) + "; nothing was sent");
        }
        return 0;
    }

    private int replay(KafkaAccess access, ReplayPlan plan) throws BrokerException {
        PublishReport report = new PublishReport(
                spec.commandLine().getOut(), spec.commandLine().getErr());
        try (PublishProgress progress = new PublishProgress(plan.count());
                RejectionReplayer replayer =
                        RejectionReplayer.connect(access, options.rejectedTopic(), plan, progress)) {
            return CtrlC.stops(replayer::stop, CtrlC.PATIENCE, () -> {
                ReplaySummary summary = replayer.replay();
                progress.finish();
                report.print(summary, target(access));
                return PublishReport.exitCode(summary.published());
            });
        }
    }

    private String target(KafkaAccess access) {
        return (topic == null ? "where they came from" : topic) + " at " + access.bootstrap();
    }
}
