package io.pawstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands check before they start anything. */
class QuickstartMainTest {

    private static final Path HOME = Path.of(System.getProperty("pawstream.home", ".."));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo  | --count=0 --port=0 | count is 0",
                "demo  | --rate=-1 --port=0 | rate is -1.0",
                "demo  | --port=70000       | --port is 70000; it must be 0 to 65535",
                "demo  | --classes=cat,dog --images=drawn --port=0 | --classes is \"cat,dog\" and --images is \"drawn\"",
                "chaos | --events=99        | --events is 99; it must be at least 100",
                "chaos | --kills=0          | --kills is 0; it must be at least 1",
                "chaos | --rate=0           | --rate is 0.0; it must be above 0",
                "chaos | --scenario=fire    | kill",
                "chaos | --brokers=2        | --brokers is 2; it must be 1 or 3",
                "chaos | --scenario=controller | --scenario is controller and --brokers is 1; this scenario needs --brokers=3",
                "chaos | --scenario=poison --brokers=3 | --scenario is poison and --brokers is 3",
                "soak  | --settle-minutes=9 --minutes=5 | --settle-minutes is 9.0; it must be above 0 and less than",
                "soak  | --switch-seconds=0 | --switch-seconds is 0.0; it must be above 0",
                "soak  | --load=1.5         | --load is 1.5; it must be above 0 and at most 1",
                "soak  | --models=model5    | --models is model5; it must name at least two models",
            })
    void anInvalidOptionIsNamedWithItsLimits(String command, String options, String message) {
        assertThat(run((command + " " + options).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message).contains(command + " --help");
    }

    @Test
    void aMissingModelIsNamedWithThoseThatAreAvailable() {
        assertThat(run("demo", "--model", "no-such-model", "--port", "0")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("model \"no-such-model\"")
                .contains("drawn3-8bit, model1, model1-8bit, model3, model3-8bit, model5, model5-8bit");
    }

    @Test
    void chaosNamesAMissingModel() {
        assertThat(run("chaos", "--model", "no-such-model")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("model \"no-such-model\" not found");
    }

    @Test
    void aClassThatCannotBeDrawnIsNamed() {
        assertThat(run("demo", "--classes", "cat,unicorn", "--port", "0")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("cannot draw \"unicorn\"", "cat, dog, fox");
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(socket.getLocalPort());
            assertThat(run("demo", "--port", port)).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + port + " is not available")
                    .contains("--port");
        }
    }

    @Test
    void missingImagesAreNamed(@TempDir Path empty) {
        assertThat(run("demo", "--images", empty.resolve("none").toString(), "--port", "0"))
                .isEqualTo(1);
        assertThat(run("demo", "--images", empty.toString(), "--port", "0")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains(empty.toString()));
    }

    @Test
    void theHelpShowsDefaults() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(run("chaos", "--help")).isZero();
        assertThat(run("soak", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        "(default: drawn)",
                        "(default: model5-8bit, or another one",
                        "(default: 8080)",
                        "kill, terminate, broker, broker-kill",
                        "less than 2%, and");
    }

    private int run(String... arguments) {
        return QuickstartMain.commandLine(HOME)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
