package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.cli.CommandLines;
import io.pawstream.contract.event.InstanceStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class ModelsCommandTest {

    private static final String CANARY = "{\"model\":\"model2\",\"share\":0.1,\"salt\":\"s\"}";
    private static final String SHADOW = "{\"model\":\"model3\",\"share\":1.0,\"salt\":\"\"}";
    private static final String FULL = "{\"model\":\"model1\",\"canary\":" + CANARY + ",\"shadow\":" + SHADOW + "}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeProcessor processor;

    @BeforeEach
    void start() throws IOException {
        processor = new FakeProcessor();
        processor
                .on("GET /selection", 200, "{\"revision\":3,\"selection\":" + FULL + "}")
                .on("PUT /selection", 200, "{\"revision\":4,\"selection\":{\"model\":\"model9\"}}");
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "select", "canary", "shadow"})
    void descriptionsAreSentences(String name) {
        CommandLine command =
                new CommandLine(new ModelsCommand()).getSubcommands().get(name);
        assertThat(command.getCommandSpec().args())
                .allSatisfy(option -> assertThat(String.join(" ", option.description()))
                        .as(option.paramLabel())
                        .matches("(?s)[A-Z].*\\."));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--url=" + processor.uri());
        return CommandLines.configure(new CommandLine(new ModelsCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    /** The only selection that was written. */
    private String written() {
        List<String> bodies = bodies();
        assertThat(bodies).hasSize(1);
        return bodies.get(0);
    }

    private List<String> bodies() {
        return processor.requests.stream()
                .filter(request -> request.method().equals("PUT"))
                .map(FakeProcessor.Request::body)
                .toList();
    }

    private static String json(InstanceStatus... instances) {
        return Arrays.stream(instances)
                .map(status -> new String(status.toJson(), UTF_8))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void listsModelsWithTheirRoles() {
        processor.on(
                "GET /models",
                200,
                "[{\"name\":\"broken\",\"error\":\"no model.onnx\"},"
                        + "{\"name\":\"model1\",\"version\":\"20260101.000000\",\"accuracy\":0.95125},"
                        + "{\"name\":\"model2\",\"version\":\"20260102.000000\"},"
                        + "{\"name\":\"model3\",\"version\":\"20260103.000000\",\"accuracy\":1},"
                        + "{\"name\":\"model4\",\"version\":\"20260104.000000\",\"accuracy\":0.5}]");
        assertThat(run("list")).isZero();
        assertThat(out.toString().lines().map(String::stripTrailing))
                .containsExactly(
                        "model                     version          test accuracy  state",
                        "broken                                                    not loadable: no model.onnx",
                        "model1                    20260101.000000  95.13%         default",
                        "model2                    20260102.000000                 canary for 10.00%",
                        "model3                    20260103.000000  100.00%        shadow for 100.00%",
                        "model4                    20260104.000000  50.00%",
                        "selection: revision 3");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void escapesCommandsOfATerminal() {
        processor.on("GET /models", 200, "[{\"name\":\"a\\u009b2J\",\"error\":\"\\u001b[2J\\nforged\"}]");
        assertThat(run("list")).isZero();
        assertThat(out.toString())
                .contains("a\\u009b2J ", "not loadable: \\u001b[2J\\u000aforged")
                .doesNotContain("\u001b", "\u009b");
    }

    @Test
    void listsThatThereIsNoSelection() throws IOException {
        stop();
        processor = new FakeProcessor();
        processor
                .on("GET /models", 200, "[]")
                .on("GET /selection", 200, "{\"revision\":-1,\"selection\":{\"model\":\"model1\"}}");
        assertThat(run("list")).isZero();
        assertThat(out.toString()).endsWith("selection: none yet; the configured model is the default\n");
    }

    @Test
    void listsASelectionThatIsNotActive() throws IOException {
        for (String error : new String[] {",\"error\":\"model9 is missing\"", ""}) {
            stop();
            processor = new FakeProcessor();
            processor
                    .on("GET /models", 200, "[]")
                    .on(
                            "GET /selection",
                            200,
                            "{\"revision\":3,\"selection\":" + FULL
                                    + ",\"desired\":{\"revision\":4,\"selection\":{\"model\":\"model9\"}" + error
                                    + "}}");
            assertThat(run("list")).isZero();
        }
        assertThat(out.toString())
                .contains("revision 4 is not active: model9 is missing\n")
                .contains("revision 4 is not active: its models are loading\n");
    }

    @Test
    void selectKeepsCanaryAndShadow() {
        assertThat(run("select", "model9")).isZero();
        assertThat(written()).isEqualTo("{\"model\":\"model9\",\"canary\":" + CANARY + ",\"shadow\":" + SHADOW + "}");
        assertThat(out.toString()).isEqualTo(String.format("selected as revision 4%n"));
    }

    @Test
    void aChangeIsRelativeToTheDesiredSelection() throws IOException {
        stop();
        processor = new FakeProcessor();
        processor
                .on(
                        "GET /selection",
                        200,
                        "{\"revision\":3,\"selection\":{\"model\":\"model1\"},\"desired\":{\"revision\":4,\"selection\":"
                                + FULL + "}}")
                .on("PUT /selection", 200, "{\"revision\":5,\"selection\":{\"model\":\"model9\"}}");
        assertThat(run("select", "model9")).isZero();
        assertThat(written()).contains("\"canary\":" + CANARY);
    }

    @Test
    void aModelMayRequireItsBytes() {
        String sha256 = "0123456789abcdef".repeat(4);
        assertThat(run("select", "model9", "--sha256=" + sha256)).isZero();
        assertThat(written()).startsWith("{\"model\":\"model9\",\"sha256\":\"" + sha256 + "\",\"canary\":");
        assertThat(run("canary", "model9", "--share=0.25", "--sha256=" + sha256))
                .isZero();
        assertThat(bodies().get(1))
                .startsWith(
                        "{\"model\":\"model1\",\"canary\":{\"model\":\"model9\",\"share\":0.25,\"salt\":\"\",\"sha256\":\""
                                + sha256 + "\"}");
    }

    @Test
    void canaryReplacesTheCanaryOnly() {
        assertThat(run("canary", "model9", "--share=0.25", "--salt=x")).isZero();
        assertThat(written())
                .isEqualTo("{\"model\":\"model1\",\"canary\":{\"model\":\"model9\",\"share\":0.25,\"salt\":\"x\"},"
                        + "\"shadow\":" + SHADOW + "}");
    }

    @Test
    void canaryCanBeRemoved() {
        assertThat(run("canary", "--off")).isZero();
        assertThat(written()).isEqualTo("{\"model\":\"model1\",\"shadow\":" + SHADOW + "}");
    }

    @Test
    void shadowRunsOnAllImagesByDefault() {
        assertThat(run("shadow", "model9")).isZero();
        assertThat(written())
                .isEqualTo("{\"model\":\"model1\",\"canary\":" + CANARY
                        + ",\"shadow\":{\"model\":\"model9\",\"share\":1.0,\"salt\":\"\"}}");
    }

    @Test
    void shadowHasAShareAndCanBeRemoved() {
        assertThat(run("shadow", "model9", "--share=0.5")).isZero();
        assertThat(run("shadow", "--off")).isZero();
        assertThat(bodies())
                .containsExactly(
                        "{\"model\":\"model1\",\"canary\":" + CANARY
                                + ",\"shadow\":{\"model\":\"model9\",\"share\":0.5,\"salt\":\"\"}}",
                        "{\"model\":\"model1\",\"canary\":" + CANARY + "}");
    }

    @Test
    void rejectsInvalidTrafficShares() {
        assertThat(run("canary", "model9")).isEqualTo(2);
        assertThat(run("canary", "model9", "--share=0.1", "--off")).isEqualTo(2);
        assertThat(run("canary")).isEqualTo(2);
        assertThat(run("canary", "model9", "--share=1.5")).isEqualTo(2);
        assertThat(run("canary", "model9", "--share=ten")).isEqualTo(2);
        assertThat(run("shadow", "Model9")).isEqualTo(2);
        assertThat(run("select", "model9", "--sha256=abc")).isEqualTo(2);
        assertThat(run("select", "../etc")).isEqualTo(2);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("--share is missing: the traffic share, 0 to 1 (see "),
                        line -> assertThat(line).startsWith("exactly one of NAME and --off is required (see "),
                        line -> assertThat(line).startsWith("exactly one of NAME and --off is required (see "),
                        line -> assertThat(line).startsWith("share of model9 is 1.5; it must be 0 to 1 (see "),
                        line -> assertThat(line).contains("--share", "'ten'"),
                        line -> assertThat(line).startsWith("model name is \"Model9\"; it must be 1 to 63 "),
                        line -> assertThat(line).startsWith("sha256 of model9 is \"abc\"; it must be 64 lower-case"),
                        line -> assertThat(line).startsWith("model name is \"../etc\"; it must be 1 to 63 "));
        assertThat(bodies()).isEmpty();
    }

    @Test
    void anErrorHasOneLineWithItsStatus() throws IOException {
        stop();
        processor = new FakeProcessor();
        processor
                .on("GET /selection", 200, "{\"revision\":3,\"selection\":" + FULL + "}")
                .on(
                        "PUT /selection",
                        422,
                        "{\"title\":\"Unprocessable Entity\",\"status\":422,\"detail\":\"model \\\"model9\\\" not found\"}");
        assertThat(run("select", "model9")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(processor.uri() + " responded with status 422: model \"model9\" not found");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void sendsTheToken() {
        assertThat(run("select", "model9", "--token=secret")).isZero();
        assertThat(processor.requests)
                .hasSize(2)
                .extracting(FakeProcessor.Request::authorization)
                .containsOnly("Bearer secret");
    }

    @Test
    void waitsUntilAllInstancesHaveActivatedTheSelection() {
        processor
                .on("GET /instances", 200, "[]")
                .on("GET /instances", 200, json(TestStatuses.status("a", 4, 4, null), status("b", 3, 3)))
                .on("GET /instances", 200, json(TestStatuses.status("a", 4, 4, null), status("b", 3, 4)))
                .on("GET /instances", 200, json(TestStatuses.status("a", 4, 4, null), status("b", 5, 5)));
        assertThat(run("select", "model9", "--wait")).isZero();
        assertThat(out.toString().lines())
                .containsExactly("selected as revision 4", "a: revision 4 is active", "b: revision 5 is active");
    }

    private static InstanceStatus status(String name, long active, long desired) {
        return TestStatuses.status(name, active, desired, null);
    }

    @Test
    void waitingEndsWithAFailureIfAnInstanceCannotActivateTheSelection() {
        processor.on(
                "GET /instances",
                200,
                json(status("a", 4, 4), TestStatuses.status("b", 3, 4, "cannot load model \"model9\"")));
        assertThat(run("select", "model9", "--wait")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "selected as revision 4",
                        "a: revision 4 is active",
                        "b: revision 3 stays active: cannot load model \"model9\"");
    }

    @Test
    void anErrorOfAnEarlierSelectionDoesNotEndTheWait() {
        processor
                .on("GET /instances", 200, json(TestStatuses.status("a", 2, 3, "broken")))
                .on("GET /instances", 200, json(status("a", 4, 4)));
        assertThat(run("select", "model9", "--wait")).isZero();
    }

    @Test
    void waitingHasATimeout() {
        processor.on("GET /instances", 200, json(status("a", 3, 4)));
        assertThat(run("select", "model9", "--wait", "--timeout=0")).isEqualTo(1);
        assertThat(out.toString()).endsWith(String.format("a: revision 3 stays active: timed out%n"));
    }

    @Test
    void theConfiguredSelectionHasNoRevision() {
        processor.on("GET /instances", 200, json(status("a", -1, 4)));
        assertThat(run("select", "model9", "--wait", "--timeout=0")).isEqualTo(1);
        assertThat(out.toString()).endsWith(String.format("a: the configured selection stays active: timed out%n"));
    }

    @Test
    void waitingFailsWithoutInstances() {
        processor.on("GET /instances", 200, "[]");
        assertThat(run("select", "model9", "--wait", "--timeout=0")).isEqualTo(1);
    }

    @Test
    void doesNotReadInstancesWithoutWait() {
        assertThat(run("select", "model9")).isZero();
        assertThat(processor.requests).noneMatch(request -> request.path().equals("/instances"));
    }
}
