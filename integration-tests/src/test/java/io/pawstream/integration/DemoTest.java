package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.quickstart.QuickstartMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Tag("slow")
    @Test
    void streamsImagesAndEndsWithASummaryThatAddsUp() {
        assertThat(demo("--count", "40", "--port", "0")).isZero();
        assertThat(out.toString())
                .containsPattern("published +40\n")
                .containsPattern("classified +40\n")
                .containsPattern("rejected +0\n")
                .containsPattern("(?m)^accuracy [01]\\.\\d{4}$")
                .containsPattern("(?m)^images/s [0-9.]+$")
                .containsPattern("p50 \\d+ ms, p95 \\d+ ms, p99 \\d+ ms");
    }

    @Test
    void namesAModelThatIsMissing() {
        assertThat(demo("--model", "no-such-model", "--port", "0")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("no model \"no-such-model\"")
                .contains("model1, model1-8bit, model3, model3-8bit, model5, model5-8bit");
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(socket.getLocalPort());
            assertThat(demo("--port", port)).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + port + " is taken")
                    .contains("--port");
        }
    }

    @Test
    void namesImagesThatAreNotThere(@TempDir Path empty) {
        assertThat(demo("--images", empty.resolve("none").toString(), "--port", "0"))
                .isEqualTo(1);
        assertThat(demo("--images", empty.toString(), "--port", "0")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains(empty.toString()));
    }

    @Test
    void explainsWrongOptions() {
        assertThat(demo("--count", "0", "--port", "0")).isEqualTo(2);
        assertThat(demo("--rate", "-1", "--port", "0")).isEqualTo(2);
        assertThat(demo("--port", "70000")).isEqualTo(2);
        assertThat(err.toString())
                .contains("count is 0; it must be at least 1")
                .contains("rate is -1.0 a second; it must be above 0")
                .contains("--port is 70000; it must be 0 to 65535");
    }

    private int demo(String... options) {
        CommandLine commandLine = QuickstartMain.commandLine(Pipeline.HOME)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "demo";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return commandLine.execute(arguments);
    }
}
