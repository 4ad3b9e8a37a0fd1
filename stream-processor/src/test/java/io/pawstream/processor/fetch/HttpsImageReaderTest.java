package io.pawstream.processor.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsImageReaderTest {

    private static final String PASSWORD = "password";

    @TempDir
    private Path directory;

    @Test
    void theCertificateMustMatchTheRequestedName() throws Exception {
        Path store = selfSigned("photos.test");
        Vertx vertx = Vertx.vertx();
        try (ImageHost host = ImageHost.start(server(store))) {
            AllowedHosts hosts = new AllowedHosts(
                    List.of("photos.test:" + host.port(), "other.test:" + host.port()), address -> false, name ->
                            new InetAddress[] {InetAddress.getLoopbackAddress()});
            HttpImageReader trusting = new HttpImageReader(
                    vertx.createHttpClient(HttpImageReader.options(1)
                            .setTrustOptions(
                                    new PfxOptions().setPath(store.toString()).setPassword(PASSWORD))),
                    hosts,
                    Duration.ofSeconds(20),
                    100);
            HttpImageReader asConfigured = new HttpImageReader(
                    vertx.createHttpClient(HttpImageReader.options(1)), hosts, Duration.ofSeconds(20), 100);
            URI photos = URI.create("https://photos.test:" + host.port() + "/ok");
            URI other = URI.create("https://other.test:" + host.port() + "/ok");

            assertThat(new String(trusting.read(photos, 0), UTF_8)).isEqualTo("ok");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> trusting.read(other, 0));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> asConfigured.read(photos, 0));
            assertThat(host.requests).hasSize(1);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Path selfSigned(String name) throws IOException, InterruptedException {
        Path store = directory.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "host",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return store;
    }

    private static HttpsServer server(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
