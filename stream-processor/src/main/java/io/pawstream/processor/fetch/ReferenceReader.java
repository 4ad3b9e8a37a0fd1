package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads addresses of the schemes that the settings allow. */
final class ReferenceReader implements ImageReader {

    private final Map<String, ImageReader> schemes = new HashMap<>();

    ReferenceReader(ReferenceSettings settings, Vertx vertx) {
        if (settings.fileRoot() != null) {
            schemes.put("file", new FileImages(settings.fileRoot(), settings.maxBytes()));
        }
        if (!settings.hosts().isEmpty()) {
            AllowedHosts hosts = new AllowedHosts(
                    settings.hosts(),
                    machine -> !settings.privateAddresses() && PrivateNetworks.contain(machine),
                    InetAddress::getAllByName);
            ImageReader http = new HttpImages(
                    vertx.createHttpClient(HttpImages.options(settings)),
                    hosts,
                    settings.timeout(),
                    settings.maxBytes());
            schemes.put("http", http);
            schemes.put("https", http);
        }
    }

    @Override
    public byte[] read(URI address, int earlierTries) throws FetchRejectedException, IOException, InterruptedException {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        ImageReader reader = schemes.get(scheme);
        if (reader == null) {
            throw new FetchRejectedException(
                    RejectionReason.REFERENCE_NOT_ALLOWED,
                    "its scheme must be one that is configured: " + schemes.keySet());
        }
        return reader.read(address, earlierTries);
    }
}
