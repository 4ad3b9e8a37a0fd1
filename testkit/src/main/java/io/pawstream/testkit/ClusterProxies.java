package io.pawstream.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The proxies of all connections to the brokers of a cluster. */
final class ClusterProxies implements Closeable {

    /** The address of broker 1 is 127.0.0.11. */
    private static final int FIRST_ADDRESS = 10;

    private final List<EmbeddedBroker.Ports> from;
    private final List<EmbeddedBroker.Ports> to;
    private final List<TcpProxy> ofClients = new ArrayList<>();
    /** For each broker, the proxies of its connections from brokers and controllers. */
    private final List<List<TcpProxy>> ofBrokers = new ArrayList<>();

    /**
     * Creates an object without proxies.
     *
     * @param from ports to listen on, for each broker
     * @param to ports of each broker
     */
    ClusterProxies(List<EmbeddedBroker.Ports> from, List<EmbeddedBroker.Ports> to) {
        this.from = from;
        this.to = to;
    }

    /** {@return the address from which a broker connects to others} */
    static InetAddress address(int broker) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (FIRST_ADDRESS + broker)});
    }

    /** {@return the setting of a broker that announces the addresses of its proxies} */
    static Map<String, String> listeners(EmbeddedBroker.Ports proxies) {
        return Map.of(
                "advertised.listeners",
                "CLIENTS://localhost:" + proxies.clients() + ",INTERNAL://localhost:" + proxies.internal()
                        + ",CONTROLLER://localhost:" + proxies.controller());
    }

    /** Opens the proxies of the next broker, of which the first one is 1. */
    void open(int broker) throws IOException {
        EmbeddedBroker.Ports listen = from.get(broker - 1);
        EmbeddedBroker.Ports target = to.get(broker - 1);
        ofClients.add(new TcpProxy(listen.clients(), target.clients()));
        ofBrokers.add(List.of(
                new TcpProxy(listen.internal(), target.internal()),
                new TcpProxy(listen.controller(), target.controller())));
    }

    /** Cuts the connections between a broker and the clients that do not use its internal listener. */
    void cutFromClients(int broker) {
        ofClients.get(broker - 1).cut(source -> true);
    }

    /** Cuts the connections between a broker and the others. */
    void cutFromBrokers(int broker) throws UnknownHostException {
        InetAddress own = address(broker);
        List<InetAddress> others = new ArrayList<>();
        for (int other = 1; other <= to.size(); other++) {
            if (other != broker) {
                others.add(address(other));
            }
        }
        IntStream.rangeClosed(1, to.size()).forEach(each -> {
            Predicate<InetAddress> sources = each == broker ? others::contains : own::equals;
            ofBrokers.get(each - 1).forEach(proxy -> proxy.cut(sources));
        });
    }

    /** Ends all cuts. */
    void reconnect() {
        all().forEach(proxy -> proxy.cut(source -> false));
    }

    private Stream<TcpProxy> all() {
        return Stream.concat(ofClients.stream(), ofBrokers.stream().flatMap(List::stream));
    }

    @Override
    public void close() throws IOException {
        for (TcpProxy proxy : all().toList()) {
            proxy.close();
        }
    }
}
