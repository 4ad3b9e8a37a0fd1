package io.pawstream.testkit;

import java.io.IOException;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/** A broker as a process of its own. It ends with its parent, or when it receives SIGTERM. */
final class BrokerMain {

    /** The line on standard output once the broker serves clients. */
    static final String STARTED = "started";

    private BrokerMain() {}

    /**
     * Runs a broker.
     *
     * @param arguments one argument: the file with the settings of the broker
     * @throws IOException if the file cannot be read
     */
    @SuppressWarnings("SystemOut") // The parent reads it.
    public static void main(String[] arguments) throws IOException {
        Properties settings = Utils.loadProps(arguments[0]);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "pawstream-shutdown"));
        server.startup();
        System.out.println(STARTED);
        // The parent never writes. The stream ends with the parent.
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(1);
        }
    }
}
