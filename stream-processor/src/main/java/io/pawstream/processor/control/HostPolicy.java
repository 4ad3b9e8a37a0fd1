package io.pawstream.processor.control;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Rejects requests for a foreign host name. Otherwise, a web page could read this service in the browser of a user
 * through a name of its own that resolves to the address of the service (DNS rebinding).
 *
 * <p>Some hosts are always allowed: IP addresses, names without a dot and below {@code localhost}, which no public name
 * server resolves, and requests without a {@code Host} header, which browsers never send.
 */
@ApplicationScoped
class HostPolicy implements Handler<RoutingContext> {

    private static final Pattern ALWAYS_ALLOWED =
            Pattern.compile("[0-9]+(\\.[0-9]+){3}|\\[[0-9a-f:.]+]|[^.]+|.+\\.localhost", Pattern.CASE_INSENSITIVE);

    /** Filters with a higher priority run first. The lowest one of Quarkus is 0. */
    private static final int PRIORITY = 1_000;

    private final Set<String> hosts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    HostPolicy(HttpConfig config) {
        hosts.addAll(config.hosts().orElse(List.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this, PRIORITY);
    }

    /** Vert.x fails requests without a valid host before any filter, and Quarkus would log each one as an error. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(HostPolicy::invalid);
    }

    private static void invalid(RoutingContext call) {
        if (call.statusCode() == 400 && call.request().authority() == null) {
            String host = call.request().getHeader("Host");
            JsonResponses.error(
                    call,
                    400,
                    "Host is " + (host == null ? "missing" : "\"" + host + "\"")
                            + "; it must be a name or an IP address, and optionally a port");
        } else {
            call.next();
        }
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        String host = request.authority() == null ? "" : request.authority().host();
        if (request.getHeader("Host") == null || isAllowed(host)) {
            call.next();
        } else {
            JsonResponses.error(
                    call,
                    403,
                    "Host is \"" + host + "\"; allowed: IP addresses, names without a dot, and the names in"
                            + " pawstream.http.hosts (" + (hosts.isEmpty() ? "none" : String.join(", ", hosts)) + ")");
        }
    }

    private boolean isAllowed(String host) {
        return ALWAYS_ALLOWED.matcher(host).matches() || hosts.contains(host);
    }
}
