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

/** Options that select rejections. */
final class RejectionOptions {

    @Option(
            names = "--rejected-topic",
            paramLabel = "NAME",
            description = "Topic of the rejected images (default: images.rejected).")
    private String rejectedTopic = TopicNames.DEFAULT.rejected();

    @Option(
            names = "--reason",
            paramLabel = "WORD",
            description = "Only rejections with this reason, for instance truncated. Repeatable.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only images published at this time or later: an instant such as 2026-01-31T12:00:00Z, or a time "
                            + "relative to now such as 90s, 30m, 2h or 7d.")
    private Instant since = Instant.MIN;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only images published before this time, in the format of --since.")
    private Instant until = Instant.MAX;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    String rejectedTopic() {
        return rejectedTopic;
    }

    RejectionFilter filter() {
        try {
            Set<RejectionReason> allowed = EnumSet.noneOf(RejectionReason.class);
            reasons.forEach(word -> allowed.add(RejectionReason.ofWord(word)));
            return new RejectionFilter(allowed, since, until);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
