package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OperatorAuthorizationTest {

    private static final String TOKEN = "s3cret:token";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final AtomicInteger passed = new AtomicInteger();

    private TestServer server(String address, String token) throws Exception {
        OperatorAuthorization authorization = new OperatorAuthorization(Optional.ofNullable(token), true);
        return new TestServer(
                address, router -> router.get("/").handler(authorization).handler(call -> {
                    passed.incrementAndGet();
                    JsonResponses.ok(call, Set.of());
                }));
    }

    private TestServer server(String token) throws Exception {
        return server("127.0.0.1", token);
    }

    private int status(String authorization) throws Exception {
        try (TestServer server = server(TOKEN)) {
            return server.send(server.request("/").header("Authorization", authorization))
                    .statusCode();
        }
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
    }

    @Test
    void aRequestWithoutAuthorizationIsUnauthorized() throws Exception {
        try (TestServer server = server(TOKEN)) {
            HttpResponse<String> response = server.get("/");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"pawstream\"");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(response.body())
                    .isEqualTo(
                            "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"the operator token is required, as bearer token or as password\"}");
            assertThat(passed).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void theTokenAsBearerTokenPasses(String scheme) throws Exception {
        assertThat(status(scheme + TOKEN)).isEqualTo(200);
        assertThat(passed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer s3cret:toke",
                "Bearer s3cret:tokens",
                "Bearer S3CRET:TOKEN",
                "Bearer s3cret:token s3cret:token",
                "Bearer",
                "Bearer ",
                "s3cret:token",
                "Digest s3cret:token",
                "Basic s3cret:token"
            })
    void anythingElseIsUnauthorized(String authorization) throws Exception {
        assertThat(status(authorization)).isEqualTo(401);
        assertThat(passed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "somebody", ""})
    void theTokenAsPasswordOfAnyUserPasses(String user) throws Exception {
        assertThat(status(basic(user + ":" + TOKEN))).isEqualTo(200);
        assertThat(passed).hasValue(1);
    }

    @Test
    void theNameOfTheBasicSchemeIsCaseInsensitive() throws Exception {
        assertThat(status(basic("operator:" + TOKEN).replace("Basic", "bAsIc"))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operator:wrong",
                "operator:s3cret:toke",
                "operator:s3cret:tokens",
                "operator:",
                ":",
                "",
                "s3cret:token:operator"
            })
    void aWrongPasswordIsUnauthorized(String userAndPassword) throws Exception {
        assertThat(status(basic(userAndPassword))).isEqualTo(401);
        assertThat(passed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic !!!", "Basic b3A", "Basic ====", "Basic"})
    void malformedBase64IsUnauthorized(String authorization) throws Exception {
        assertThat(status(authorization)).isEqualTo(401);
        assertThat(passed).hasValue(0);
    }

    @Test
    void withATokenAnyHostAndOriginPass() throws Exception {
        try (TestServer server = server(TOKEN)) {
            assertThat(server.raw(
                            LOOPBACK,
                            "GET / HTTP/1.1",
                            "Host: pawstream.example.org",
                            "Origin: https://other.example.org",
                            "Authorization: Bearer " + TOKEN))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    /** A browser sends the password that a user has entered with the requests of every page. */
    @Test
    void thePasswordFromAForeignOriginIsForbidden() throws Exception {
        try (TestServer server = server(TOKEN)) {
            String authorization = basic("operator:" + TOKEN);
            for (String origin : new String[] {"https://evil.example.org", "null", "http://127.0.0.1:1"}) {
                HttpResponse<String> response = server.send(server.request("/")
                        .header("Authorization", authorization)
                        .header("Origin", origin));
                assertThat(response.statusCode()).as(origin).isEqualTo(403);
                assertThat(response.body())
                        .isEqualTo("{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Origin is \\\"" + origin
                                + "\\\"; it must be that of this service\"}");
            }
            assertThat(passed).hasValue(0);
        }
    }

    /** A proxy may terminate TLS. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void thePasswordFromTheOwnOriginPasses(String scheme) throws Exception {
        try (TestServer server = server(TOKEN)) {
            String origin = scheme + "://127.0.0.1:" + server.port();
            assertThat(server.send(server.request("/")
                                    .header("Authorization", basic("operator:" + TOKEN))
                                    .header("Origin", origin))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutATokenAndWithoutLoopbackOperatorsEveryRequestIsForbidden() throws Exception {
        OperatorAuthorization authorization = new OperatorAuthorization(Optional.empty(), false);
        try (TestServer server = new TestServer(router -> router.get("/").handler(authorization))) {
            HttpResponse<String> response = server.get("/");
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body())
                    .isEqualTo(
                            "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"changes are disabled, because no operator token is configured; set"
                                    + " pawstream.operator-token and send its value as bearer token or as password\"}");
        }
    }

    @Test
    void withATokenARequestFromThisMachineNeedsItToo() throws Exception {
        try (TestServer server = server(TOKEN)) {
            assertThat(server.raw(LOOPBACK, "GET / HTTP/1.1", "Host: localhost"))
                    .startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void withoutATokenARequestFromThisMachinePasses() throws Exception {
        try (TestServer server = server(null)) {
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            assertThat(passed).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "localhost:8080", "[::1]:8080"})
    void withoutATokenANameOfThisMachinePasses(String host) throws Exception {
        try (TestServer server = server(null)) {
            assertThat(server.raw(LOOPBACK, "GET / HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example.org", "localhost.evil.example.org", "127.0.0.1.evil.example.org:8080"})
    void withoutATokenAForeignHostIsForbidden(String host) throws Exception {
        try (TestServer server = server(null)) {
            assertThat(server.raw(LOOPBACK, "GET / HTTP/1.1", "Host: " + host))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Host is \\\""
                            + host.replaceAll(":.*", "") + "\\\"; without"
                            + " pawstream.operator-token it must be one of ")
                    .doesNotContain("WWW-Authenticate");
            assertThat(passed).hasValue(0);
        }
    }

    @Test
    void withoutATokenARequestWithoutAHostIsForbidden() throws Exception {
        try (TestServer server = server(null)) {
            assertThat(server.raw(LOOPBACK, "GET / HTTP/1.0")).contains(" 403 ");
            assertThat(passed).hasValue(0);
        }
    }

    @Test
    void withoutATokenTheOwnOriginPasses() throws Exception {
        try (TestServer server = server(null)) {
            String origin = "http://127.0.0.1:" + server.port();
            assertThat(server.send(server.request("/").header("Origin", origin)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutATokenAForeignOriginIsForbidden() throws Exception {
        try (TestServer server = server(null)) {
            for (String origin : new String[] {
                "https://evil.example.org", "null", "https://127.0.0.1:" + server.port(), "http://127.0.0.1:1"
            }) {
                HttpResponse<String> response = server.send(server.request("/").header("Origin", origin));
                assertThat(response.statusCode()).as(origin).isEqualTo(403);
                assertThat(response.body())
                        .isEqualTo("{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Origin is \\\"" + origin
                                + "\\\"; it must be that of this service\"}");
            }
            assertThat(passed).hasValue(0);
        }
    }

    @Test
    void withoutATokenAnotherMachineIsForbidden() throws Exception {
        Optional<InetAddress> external = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst();
        assumeTrue(external.isPresent(), "this machine has no other interface");
        try (TestServer server = server("0.0.0.0", null)) {
            // The route determines the address that the request comes from, which may be that of another interface.
            assertThat(server.raw(external.get(), "GET / HTTP/1.1", "Host: localhost"))
                    .startsWith("HTTP/1.1 403 ")
                    .containsPattern(
                            "\\{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"the request comes from [0-9.]+;"
                                    + " without pawstream.operator-token it must come from this machine\"}");
            assertThat(passed).hasValue(0);
        }
    }
}
