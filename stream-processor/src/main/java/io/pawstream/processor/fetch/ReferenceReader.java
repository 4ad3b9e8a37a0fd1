package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Delegates to the reader for the scheme of a URI. Rejects schemes that are not configured. */
final class ReferenceReader implements ImageReader {

    private final Map<String, ImageReader> schemes = new TreeMap<>();

    /**
     * Creates readers for the configured schemes.
     *
     * @param settings allowed files and hosts
     * @param vertx runs the HTTP client
     * @throws IllegalArgumentException if the file root is not a directory or a host is invalid
     */
    ReferenceReader(FetchSettings settings, Vertx vertx) {
        if (settings.fileRoot() != null) {
            schemes.put("file", new FileImageReader(settings.fileRoot(), settings.maxBytes()));
        }
        HttpSettings http = settings.http();
        if (!http.hosts().isEmpty()) {
            AllowedHosts hosts = new AllowedHosts(
                    http.hosts(),
                    address -> !http.allowPrivateAddresses() && PrivateNetworks.contain(address),
                    InetAddress::getAllByName);
            ImageReader reader = new HttpImageReader(
                    vertx.createHttpClient(HttpImageReader.options(settings.threads())),
                    hosts,
                    http.timeout(),
                    settings.maxBytes());
            schemes.put("http", reader);
            schemes.put("https", reader);
        }
    }

    @Override
    public byte[] read(URI uri, int earlierAttempts) throws FetchRejectedException, IOException, InterruptedException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        ImageReader reader = schemes.get(scheme);
        if (reader == null) {
            throw new FetchRejectedException(
                    RejectionReason.REFERENCE_NOT_ALLOWED,
                    "scheme is not allowed; configured: "
                            + (schemes.isEmpty() ? "none" : String.join(", ", schemes.keySet())));
        }
        return reader.read(uri, earlierAttempts);
    }
}
