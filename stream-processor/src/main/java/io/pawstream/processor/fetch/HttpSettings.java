package io.pawstream.processor.fetch;

import java.time.Duration;
import java.util.List;

/**
 * Settings for images that are fetched over HTTP.
 *
 * @param hosts allowed hosts, each with an optional port (default: 80 and 443); empty to disable HTTP
 * @param allowPrivateAddresses whether hosts may resolve to private or local addresses
 * @param timeout maximum duration of one attempt, including redirects and body; above 0
 */
public record HttpSettings(List<String> hosts, boolean allowPrivateAddresses, Duration timeout) {

    /**
     * Validates the settings and copies the hosts.
     *
     * @param hosts allowed hosts
     * @param allowPrivateAddresses whether hosts may resolve to private or local addresses
     * @param timeout maximum duration of one attempt, above 0
     * @throws IllegalArgumentException if {@code timeout} is not above 0
     */
    public HttpSettings {
        hosts = List.copyOf(hosts);
        FetchSettings.requirePositive("timeout", timeout);
    }
}
