package io.pawstream.producer;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.subscribe.RejectionFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which rejections. */
final class RejectionOptions {

    @Option(
            names = "--rejected-topic",
            paramLabel = "NAME",
            description = "Topic of the rejected images (default: images.rejected).")
    private String rejectedTopic = TopicNames.DEFAULT.rejected();

    @Option(
            names = "--reason",
            paramLabel = "WORD",
            description = "Only those with this reason, for instance truncated; may be given several times.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only images that were published at this time or later: 2026-01-31T12:00:00Z, or ago: 90s, "
                    + "30m, 2h, 7d.")
    private Instant since = Instant.MIN;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only images that were published before this time; given as that of --since.")
    private Instant until = Instant.MAX;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    String rejectedTopic() {
        return rejectedTopic;
    }

    RejectionFilter filter() {
        try {
            Set<RejectionReason> wanted = EnumSet.noneOf(RejectionReason.class);
            reasons.forEach(word -> wanted.add(RejectionReason.ofWord(word)));
            return new RejectionFilter(wanted, since, until);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
