package io.pawstream.producer;

import io.pawstream.producer.console.UserErrors;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
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
        description = "Pictures in, predictions out, over Kafka.")
public final class ProducerMain {

    private ProducerMain() {}

    public static void main(String[] args) {
        // What the Kafka client has to say at other levels, this program says in one line of its own.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        ZoneId zone = ZoneId.systemDefault();
        return new CommandLine(new ProducerMain())
                .addSubcommand(new ProduceCommand())
                .addSubcommand(new PredictionsCommand(zone))
                .addSubcommand(new CommandLine(new RejectedCommand())
                        .addSubcommand(new RejectedListCommand(zone))
                        .addSubcommand(new RejectedReplayCommand(zone)))
                .addSubcommand(new TopicsCommand())
                .registerConverter(Instant.class, new TimeConverter(Clock.systemUTC()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(UserErrors::usage)
                .setExecutionExceptionHandler(UserErrors::execution);
    }
}
