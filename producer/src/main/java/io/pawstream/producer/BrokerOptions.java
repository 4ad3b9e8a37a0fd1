package io.pawstream.producer;

import io.pawstream.cli.BootstrapServers;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TlsCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the connection to the broker, the same in every command. */
final class BrokerOptions {

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            converter = BootstrapServers.class,
            description = "Address of a Kafka broker; separate several addresses by commas.")
    private String bootstrap = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties file with Kafka client settings, for instance for TLS and authentication.")
    private @Nullable Path commandConfig;

    /**
     * Returns the access that the options describe.
     *
     * @throws IOException if the properties file cannot be read
     * @throws BrokerException if the broker expects TLS but the settings do not enable it
     */
    KafkaAccess access() throws IOException, BrokerException {
        KafkaAccess access =
                commandConfig == null ? KafkaAccess.to(bootstrap) : KafkaAccess.to(bootstrap, commandConfig);
        TlsCheck.check(access);
        return access;
    }
}
