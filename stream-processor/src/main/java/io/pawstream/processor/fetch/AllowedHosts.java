package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which hosts may be asked over HTTP, and on which machines. */
final class AllowedHosts {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Set<String> hostsWithPort = new HashSet<>();
    private final Predicate<InetAddress> forbidden;
    private final Resolver resolver;

    /** Finds the machines behind a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * A list of hosts.
     *
     * @param entries {@code host} for the default ports, or {@code host:port}
     * @param forbidden tells machines that must not be asked, whatever their name
     * @param resolver finds the machines
     * @throws IllegalArgumentException if an entry is neither
     */
    AllowedHosts(List<String> entries, Predicate<InetAddress> forbidden, Resolver resolver) {
        this.forbidden = forbidden;
        this.resolver = resolver;
        for (String entry : entries) {
            URI uri = entry(entry);
            if (uri.getPort() == -1) {
                hostsWithPort.add(key(uri.getHost(), HTTP));
                hostsWithPort.add(key(uri.getHost(), HTTPS));
            } else {
                hostsWithPort.add(key(uri.getHost(), uri.getPort()));
            }
        }
    }

    private static URI entry(String entry) {
        try {
            URI uri = new URI("http://" + entry);
            if (uri.getHost() != null && uri.getRawAuthority().equals(entry) && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The same as any other entry that is no host.
        }
        throw new IllegalArgumentException(
                "pawstream.references.hosts has \"" + entry + "\"; an entry must be a host or host:port");
    }

    private static String key(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** The port that an address names, or that of its scheme. */
    static int port(URI address) {
        return address.getPort() == -1 ? isHttps(address) ? HTTPS : HTTP : address.getPort();
    }

    static boolean isHttps(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /**
     * The machines behind an address, at least one, all of them allowed.
     *
     * @throws FetchRejectedException if it is no HTTP address, has a user in it, or its host or a machine is not allowed
     * @throws IOException if the name cannot be resolved
     */
    InetAddress[] machines(URI address) throws FetchRejectedException, IOException {
        if (!isHttps(address) && !"http".equalsIgnoreCase(address.getScheme())) {
            throw notAllowed("its scheme must be http or https");
        }
        if (address.getHost() == null || address.getRawUserInfo() != null) {
            throw notAllowed("it must name a host, and no user");
        }
        String host = key(address.getHost(), port(address));
        if (!hostsWithPort.contains(host)) {
            throw notAllowed("the host " + host + " is not in the list of allowed hosts");
        }
        InetAddress[] machines = resolve(address.getHost());
        for (InetAddress machine : machines) {
            if (forbidden.test(machine)) {
                throw notAllowed("the host " + host + " is in a private network");
            }
        }
        return machines;
    }

    private InetAddress[] resolve(String host) throws IOException {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new IOException("the name of the host " + host + " cannot be resolved", e);
        }
    }

    private static FetchRejectedException notAllowed(String message) {
        return new FetchRejectedException(RejectionReason.REFERENCE_NOT_ALLOWED, message);
    }
}
