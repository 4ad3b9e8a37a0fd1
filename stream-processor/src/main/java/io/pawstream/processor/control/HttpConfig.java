package io.pawstream.processor.control;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Configuration of the HTTP API. */
@ConfigMapping(prefix = "pawstream.http")
public interface HttpConfig {

    /** {@return host names by which clients reach this service, in addition to those that {@link HostPolicy} allows} */
    Optional<List<String>> hosts();
}
