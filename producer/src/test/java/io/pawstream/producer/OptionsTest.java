package io.pawstream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.cli.TimeConverter;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.subscribe.RejectionFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class OptionsTest {

    @Test
    void withoutOptionsEveryRejectionOfTheDefaultTopicIsSelected() {
        Rejections parsed = parse(new Rejections());
        assertThat(parsed.options.filter()).isEqualTo(RejectionFilter.ALL);
        assertThat(parsed.options.rejectedTopic()).isEqualTo("images.rejected");
        assertThat(parsed.count.count()).isEqualTo(Long.MAX_VALUE);
        assertThat(parsed.output.isTable()).isTrue();
    }

    @Test
    void rejectionsAreSelectedByReasonAndTime() {
        Rejections parsed = parse(
                new Rejections(), "--reason", "truncated", "--reason", "empty", "--since", "2026-01-31T12:00:00Z");
        assertThat(parsed.options.filter())
                .isEqualTo(new RejectionFilter(
                        Set.of(RejectionReason.TRUNCATED, RejectionReason.EMPTY),
                        Instant.parse("2026-01-31T12:00:00Z"),
                        Instant.MAX));
    }

    @Test
    void anEmptyTimeRangeIsAnErrorOfTheCommandLine() {
        Rejections parsed =
                parse(new Rejections(), "--since", "2026-01-31T12:00:00Z", "--until", "2026-01-31T13:00:00+01:00");
        assertThatThrownBy(parsed.options::filter)
                .isInstanceOf(ParameterException.class)
                .hasMessage("the time range is empty: 2026-01-31T12:00:00Z is not before 2026-01-31T12:00:00Z");
    }

    @Test
    void aTimeAgoCountsFromNow() {
        Instant before = Instant.now();
        RejectionFilter filter =
                parse(new Rejections(), "--until", "2h").options.filter();
        assertThat(filter.until().plus(Duration.ofHours(2))).isBetween(before, Instant.now());
    }

    @Test
    void countAndOutputFormat() {
        Rejections parsed = parse(new Rejections(), "--count", "7", "--output", "json");
        assertThat(parsed.count.count()).isEqualTo(7);
        assertThat(parsed.output.isTable()).isFalse();
        assertThatThrownBy(() -> parse(new Rejections(), "--count", "0"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("count is 0; it must be at least 1");
    }

    @Test
    void topicsHaveDefaultNames() {
        assertThat(parse(new TopicOptions()).names.names()).isEqualTo(TopicNames.DEFAULT);
        TopicNames names = parse(new TopicOptions(), "--images-topic", "photos", "--shadow-topic", "trial")
                .names
                .names();
        assertThat(names.images()).isEqualTo("photos");
        assertThat(names.shadow()).isEqualTo("trial");
        assertThat(names.rejected()).isEqualTo(TopicNames.DEFAULT.rejected());
    }

    @Test
    void clientPropertiesComeFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("client.properties"), "client.id=camera\n");
        Broker parsed = parse(new Broker(), "--bootstrap", "localhost:1", "--command-config", file.toString());
        assertThat(parsed.options.access()).isEqualTo(new KafkaAccess("localhost:1", Map.of("client.id", "camera")));
        assertThat(parse(new Broker(), "--bootstrap", "localhost:1").options.access())
                .isEqualTo(KafkaAccess.to("localhost:1"));
    }

    private static <T> T parse(T command, String... arguments) {
        CommandLine commandLine = new CommandLine(command)
                .registerConverter(Instant.class, new TimeConverter())
                .setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.parseArgs(arguments);
        return command;
    }

    @Command(name = "rejections")
    private static final class Rejections {
        @Mixin
        private RejectionOptions options = new RejectionOptions();

        @Mixin
        private CountOption count = new CountOption();

        @Mixin
        private OutputOption output = new OutputOption();
    }

    @Command(name = "broker")
    private static final class Broker {
        @Mixin
        private BrokerOptions options = new BrokerOptions();
    }

    @Command(name = "topics")
    private static final class TopicOptions {
        @Mixin
        private TopicNameOptions names = new TopicNameOptions();
    }
}
