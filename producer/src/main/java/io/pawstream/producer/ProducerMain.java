package io.pawstream.producer;

import io.pawstream.cli.ErrorHandlers;
import io.pawstream.cli.TimeConverter;
import io.pawstream.cli.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The commands of this module: {@code produce}, {@code predictions}, {@code rejected}, {@code topics}. */
@Command(
        name = "pawstream",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        description = "Images in, predictions out, over Kafka.")
public final class ProducerMain {

    private static final String LOG = "org.slf4j.simpleLogger.";
    private static final List<String> REFUSALS = List.of(
            "clients.NetworkClient", "clients.Metadata", "clients.producer.internals.Sender", "common.security.ssl");

    private ProducerMain() {}

    public static void main(String[] args) {
        // What the Kafka client has to say at other levels, this program says in one line of its own.
        if (System.getProperty(LOG + "defaultLogLevel") == null) {
            System.setProperty(LOG + "defaultLogLevel", "error");
            // What is refused, and a certificate that is not there, are exceptions as well.
            for (String name : REFUSALS) {
                System.setProperty(LOG + "log.org.apache.kafka." + name, "off");
            }
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        ZoneId zone = ZoneId.systemDefault();
        return ErrorHandlers.install(new CommandLine(new ProducerMain())
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
