package io.pawstream.producer;

import io.pawstream.cli.CommandLines;
import io.pawstream.cli.TimeConverter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line of this module: {@code produce}, {@code predictions}, {@code rejected}, {@code topics}. */
@Command(
        name = "pawstream",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        sortSynopsis = false,
        description = "Publishes images to Kafka and reads predictions and rejections.")
public final class ProducerMain {

    private static final String LOG = "org.slf4j.simpleLogger.";
    private static final List<String> REPORTED_ELSEWHERE = List.of(
            "clients.NetworkClient", "clients.Metadata", "clients.producer.internals.Sender", "common.security.ssl");

    private ProducerMain() {}

    /**
     * Runs a command and exits with its exit code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        // The commands report errors of the Kafka client themselves, in one line.
        if (System.getProperty(LOG + "defaultLogLevel") == null) {
            System.setProperty(LOG + "defaultLogLevel", "error");
            // These loggers repeat errors that the client also throws, such as denied access and invalid certificates.
            for (String name : REPORTED_ELSEWHERE) {
                System.setProperty(LOG + "log.org.apache.kafka." + name, "off");
            }
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        ZoneId zone = ZoneId.systemDefault();
        return CommandLines.configure(new CommandLine(new ProducerMain())
                .addSubcommand(new ProduceCommand())
                .addSubcommand(new PredictionsCommand(zone))
                .addSubcommand(new CommandLine(new RejectedCommand())
                        .addSubcommand(new RejectedListCommand(zone))
                        .addSubcommand(new RejectedReplayCommand(zone)))
                .addSubcommand(new TopicsCommand())
                .registerConverter(Instant.class, new TimeConverter())
                .setCaseInsensitiveEnumValuesAllowed(true));
    }
}
