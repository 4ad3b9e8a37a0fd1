package io.pawstream.processor.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.RejectionReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private final Map<String, List<String>> names = Map.of(
            "public.test", List.of("93.184.215.14", "2606:2800::1"),
            "private.test", List.of("10.1.2.3"),
            "both.test", List.of("93.184.215.14", "127.0.0.1"),
            "[::1]", List.of("::1"),
            "[2606:2800::1]", List.of("2606:2800::1"));
    private final List<String> resolved = new ArrayList<>();
    private final AllowedHosts hosts = hosts(
            "public.test",
            "other.test:8080",
            "private.test",
            "both.test",
            "[::1]:81",
            "[2606:2800::1]",
            "gone.test",
            "localhost");

    private AllowedHosts hosts(String... entries) {
        return new AllowedHosts(List.of(entries), PrivateNetworks::contain, this::resolve);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://public.test/a",
                "https://PUBLIC.test/a?b#c",
                "http://public.test:80",
                "HTTPS://public.test:443/",
                "http://[2606:2800::1]/"
            })
    void resolvesAllAddressesOfAnAllowedHost(String uri) throws Exception {
        assertThat(hosts.resolve(URI.create(uri))).contains(InetAddress.getAllByName("2606:2800::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://public.test:8080/",
                "http://other.test/",
                "http://evil.test/",
                "http://public.test.evil.test/",
                "http://evil.test/public.test",
                "http://evil.test#public.test",
                "http://evil_host/",
                "http:///a",
                "http:a",
                "//public.test/a",
                "ftp://public.test/a",
                "file://public.test/a",
                "http://public.test@evil.test/",
                "http://me@public.test/",
                "http://me:secret@public.test/"
            })
    void rejectsAnyOtherHostWithoutLookingUpItsName(String uri) {
        assertNotAllowed(uri);
        assertThat(resolved).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://private.test/", "http://both.test/", "http://[::1]:81/"})
    void rejectsAHostInAPrivateNetwork(String uri) {
        assertNotAllowed(uri);
        assertThat(resolved).hasSize(1);
    }

    @Test
    void rejectsThisMachineByItsName() {
        AllowedHosts real =
                new AllowedHosts(List.of("localhost:8080"), PrivateNetworks::contain, InetAddress::getAllByName);
        assertThatExceptionOfType(FetchRejectedException.class)
                .isThrownBy(() -> real.resolve(URI.create("http://localhost:8080/")))
                .withMessage("host localhost:8080 resolves to a private address");
    }

    @Test
    void aHostThatCannotBeResolvedMayBeRetried() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> hosts.resolve(URI.create("http://gone.test/")))
                .withMessage("cannot resolve host gone.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://public.test", "public.test/", "public.test:http", "me@public.test", "*", "a b"})
    void reportsAnInvalidEntry(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hosts(entry))
                .withMessage(
                        "pawstream.references.hosts contains \"" + entry + "\"; an entry must be host or host:port");
    }

    private void assertNotAllowed(String uri) {
        assertThatExceptionOfType(FetchRejectedException.class)
                .isThrownBy(() -> hosts.resolve(URI.create(uri)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED));
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        resolved.add(host);
        List<String> literals = names.get(host.toLowerCase(Locale.ROOT));
        if (literals == null) {
            throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[literals.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getAllByName(literals.get(i))[0];
        }
        return addresses;
    }
}
