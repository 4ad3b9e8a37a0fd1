package io.pawstream.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostPolicyTest {

    private static String response(Optional<List<String>> hosts, String... lines) throws Exception {
        HttpConfig config = () -> hosts;
        try (TestServer server = new TestServer(router -> {
            router.route().handler(new HostPolicy(config));
            router.get("/live").handler(call -> JsonResponses.ok(call, "content"));
        })) {
            return server.raw(InetAddress.getLoopbackAddress(), lines);
        }
    }

    private static String get(String host) throws Exception {
        return response(Optional.of(List.of("pawstream.example.org")), "GET /live HTTP/1.1", "Host: " + host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST",
                "127.0.0.1:8080",
                "10.2.3.4",
                "[::1]:8080",
                "[2001:db8::1]",
                "processor:8080",
                "a.localhost",
                "pawstream.example.org",
                "Pawstream.Example.ORG:8080"
            })
    void allowsAddressesAndOwnNames(String host) throws Exception {
        assertThat(get(host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "evil.example.",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "pawstream.example.org.evil.example",
                "notlocalhost.",
                ""
            })
    void rejectsForeignNames(String host) throws Exception {
        assertThat(get(host)).startsWith("HTTP/1.1 403 ").doesNotContain("content\"");
    }

    @Test
    void namesWhatIsAllowed() throws Exception {
        assertThat(get("evil.example:8080"))
                .endsWith(
                        "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Host is \\\"evil.example\\\"; allowed: IP addresses, names without a dot, and the"
                                + " names in pawstream.http.hosts (pawstream.example.org)\"}");
        assertThat(response(Optional.empty(), "GET /live HTTP/1.1", "Host: evil.example"))
                .endsWith("pawstream.http.hosts (none)\"}");
    }

    /** Load balancers may check the health with HTTP/1.0. Browsers always send the header. */
    @Test
    void allowsARequestWithoutAHost() throws Exception {
        assertThat(response(Optional.empty(), "GET /live HTTP/1.0")).contains(" 200 ");
    }
}
