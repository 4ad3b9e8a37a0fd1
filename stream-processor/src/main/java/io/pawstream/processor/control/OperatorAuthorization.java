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

/**
 * Lets only operators change something. An operator knows the token that is configured, as bearer or as password of any
 * user. Without one, whoever calls from this very machine is an operator, unless a web page of another origin made the
 * browser call.
 */
final class OperatorAuthorization implements Handler<RoutingContext> {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<byte[]> token;

    OperatorAuthorization(Optional<String> token) {
        this.token = token.map(text -> text.getBytes(UTF_8));
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (token.isEmpty()) {
            String problem = localProblem(request);
            if (problem == null) {
                call.next();
            } else {
                JsonResponses.error(call, 403, problem);
            }
        } else if (knows(request.getHeader("Authorization"), token.get())) {
            call.next();
        } else {
            call.response().putHeader("WWW-Authenticate", "Basic realm=\"pawstream\"");
            JsonResponses.error(call, 401, "this call needs the operator's token, as bearer or as password");
        }
    }

    private static String localProblem(HttpServerRequest request) {
        String remote = request.remoteAddress().hostAddress();
        try {
            if (remote == null || !InetAddress.getByName(remote).isLoopbackAddress()) {
                return "this call comes from " + remote
                        + "; without pawstream.operator-token it must come from this machine";
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address is no name: " + remote, e);
        }
        // A name that an attacker's DNS lets point here is not one of these.
        String host = request.authority() == null ? "" : request.authority().host();
        if (!LOOPBACK_NAMES.contains(host)) {
            return "Host is \"" + host + "\"; without pawstream.operator-token it must be one of " + LOOPBACK_NAMES;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals(request.scheme() + "://" + request.authority())) {
            return "Origin is \"" + origin + "\"; it must be that of this service";
        }
        return null;
    }

    private static boolean knows(String authorization, byte[] token) {
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
