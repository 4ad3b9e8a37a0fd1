package io.pawstream.producer;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TlsCheck;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How to reach the broker; the same in every command. */
final class BrokerOptions {

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Address of the Kafka broker; several are separated by commas.")
    private String bootstrap;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties file with further settings of the Kafka client, for instance of security.")
    private Path commandConfig;

    KafkaAccess access() throws IOException, BrokerException {
        KafkaAccess access =
                commandConfig == null ? KafkaAccess.to(bootstrap) : KafkaAccess.to(bootstrap, commandConfig);
        TlsCheck.check(access);
        return access;
    }
}
