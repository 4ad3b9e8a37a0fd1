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

/** Decides which hosts may be contacted over HTTP and resolves their names. */
final class AllowedHosts {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Set<String> hostsWithPort = new HashSet<>();
    private final Predicate<InetAddress> forbidden;
    private final Resolver resolver;

    /** Resolves host names to addresses. */
    @FunctionalInterface
    interface Resolver {

        /**
         * Resolves a name.
         *
         * @param host name or literal address
         * @return its addresses, at least one
         * @throws UnknownHostException if the name cannot be resolved
         */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * Creates an allow list.
     *
     * @param entries {@code host} for the default ports of http and https, or {@code host:port}
     * @param forbidden matches addresses that must not be contacted, whatever the host name
     * @param resolver resolves the names
     * @throws IllegalArgumentException if an entry is invalid
     */
    AllowedHosts(List<String> entries, Predicate<InetAddress> forbidden, Resolver resolver) {
        this.forbidden = forbidden;
        this.resolver = resolver;
        for (String entry : entries) {
            URI uri = parse(entry);
            if (uri.getPort() == -1) {
                hostsWithPort.add(key(uri.getHost(), HTTP));
                hostsWithPort.add(key(uri.getHost(), HTTPS));
            } else {
                hostsWithPort.add(key(uri.getHost(), uri.getPort()));
            }
        }
    }

    private static URI parse(String entry) {
        try {
            URI uri = new URI("http://" + entry);
            if (uri.getHost() != null && uri.getRawAuthority().equals(entry) && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below, like any other invalid entry.
        }
        throw new IllegalArgumentException(
                "pawstream.references.hosts contains \"" + entry + "\"; an entry must be host or host:port");
    }

    private static String key(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** Returns the port of a URI, by default that of its scheme. */
    static int port(URI uri) {
        return uri.getPort() == -1 ? isHttps(uri) ? HTTPS : HTTP : uri.getPort();
    }

    static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /**
     * Checks a URI and resolves its host.
     *
     * @param uri the URI
     * @return the addresses of the host, at least one, all of them allowed
     * @throws FetchRejectedException if the URI is not HTTP or has user information, or its host or one of the host's
     *     addresses is not allowed
     * @throws IOException if the host cannot be resolved
     */
    InetAddress[] resolve(URI uri) throws FetchRejectedException, IOException {
        if (!isHttps(uri) && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw notAllowed("scheme must be http or https");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw notAllowed("URL must have a host and no user information");
        }
        String host = key(uri.getHost(), port(uri));
        if (!hostsWithPort.contains(host)) {
            throw notAllowed("host " + host + " is not in the list of allowed hosts");
        }
        InetAddress[] addresses = lookUp(uri.getHost());
        for (InetAddress address : addresses) {
            if (forbidden.test(address)) {
                throw notAllowed("host " + host + " resolves to a private address");
            }
        }
        return addresses;
    }

    private InetAddress[] lookUp(String host) throws IOException {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new IOException("cannot resolve host " + host, e);
        }
    }

    private static FetchRejectedException notAllowed(String message) {
        return new FetchRejectedException(RejectionReason.REFERENCE_NOT_ALLOWED, message);
    }
}
