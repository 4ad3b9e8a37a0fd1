package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authorizes requests that change something. If a token is configured, the request must contain it, as bearer token
 * or as the password of any user. Otherwise, the request must come from this machine, unless the configuration
 * excludes that too. A web page of another origin is not authorized by a password or by its machine, because browsers
 * send both on their own.
 */
public final class OperatorAuthorization implements Handler<RoutingContext> {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String NO_TOKEN =
            "changes are disabled, because no operator token is configured; set pawstream.operator-token and send its"
                    + " value as bearer token or as password";

    private final byte @Nullable [] token;
    private final boolean loopbackOperators;

    /**
     * Creates a handler.
     *
     * @param token value of {@code pawstream.operator-token}; empty if none is configured
     * @param loopbackOperators value of {@code pawstream.loopback-operators}: whether requests from this machine are
     *     authorized without a token
     */
    public OperatorAuthorization(Optional<String> token, boolean loopbackOperators) {
        this.token = token.map(text -> text.getBytes(UTF_8)).orElse(null);
        this.loopbackOperators = loopbackOperators;
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        byte[] required = token;
        if (required == null) {
            proceed(call, loopbackOperators ? localError(request) : NO_TOKEN);
            return;
        }
        String authorization = request.getHeader("Authorization");
        if (!carries(authorization, required)) {
            call.response().putHeader("WWW-Authenticate", "Basic realm=\"pawstream\"");
            JsonResponses.error(call, 401, "the operator token is required, as bearer token or as password");
        } else {
            // Behind a proxy that terminates TLS, the origin of the page has the scheme https.
            proceed(call, isBasic(authorization) ? originError(request, Set.of(request.scheme(), "https")) : null);
        }
    }

    private static void proceed(RoutingContext call, @Nullable String error) {
        if (error == null) {
            call.next();
        } else {
            JsonResponses.error(call, 403, error);
        }
    }

    private static @Nullable String localError(HttpServerRequest request) {
        String remote = request.remoteAddress().hostAddress();
        try {
            if (remote == null || !InetAddress.getByName(remote).isLoopbackAddress()) {
                return "the request comes from " + remote
                        + "; without pawstream.operator-token it must come from this machine";
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an IP address: " + remote, e);
        }
        // Reject a foreign name that resolves to this machine (DNS rebinding).
        String host = request.authority() == null ? "" : request.authority().host();
        if (!LOOPBACK_NAMES.contains(host)) {
            return "Host is \"" + host + "\"; without pawstream.operator-token it must be one of " + LOOPBACK_NAMES;
        }
        return originError(request, Set.of(request.scheme()));
    }

    private static @Nullable String originError(HttpServerRequest request, Set<String> schemes) {
        String origin = request.getHeader("Origin");
        boolean own = origin == null
                || schemes.stream().anyMatch(scheme -> origin.equals(scheme + "://" + request.authority()));
        return own ? null : "Origin is \"" + origin + "\"; it must be that of this service";
    }

    private static boolean isBasic(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "basic ", 0, 6);
    }

    /** Compares in constant time, so that response times do not reveal the token. */
    private static boolean carries(@Nullable String authorization, byte[] token) {
        if (authorization == null) {
            return false;
        }
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space);
        String credentials = authorization.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("bearer")) {
            return MessageDigest.isEqual(token, credentials.getBytes(UTF_8));
        }
        return scheme.equalsIgnoreCase("basic") && MessageDigest.isEqual(token, password(credentials));
    }

    private static byte[] password(String credentials) {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(credentials), UTF_8);
            return userAndPassword.substring(userAndPassword.indexOf(':') + 1).getBytes(UTF_8);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
