package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

final class CommandLinesTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void successIsExitCode0() {
        assertThat(run(() -> 0, false, "work", "--count", "3")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anInvalidCommandLineIsOneLineAndExitCode2() {
        assertThat(run(() -> 0, false, "work", "--count", "many")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'many' is not an int")
                .endsWith("(see main work --help)" + System.lineSeparator())
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingTemporaryDirectoryIsOneLineExceptForHelp() {
        CommandLine command = CommandLines.requireTemporaryDirectory(CommandLines.configure(
                new CommandLine(CommandSpec.create().name("main").mixinStandardHelpOptions(true))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))));
        String usable = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", "/missing");
        try {
            assertThat(command.execute()).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("the directory for temporary files /missing does not exist")
                    .hasLineCount(1);
            assertThat(command.execute("--help")).isZero();
        } finally {
            System.setProperty("java.io.tmpdir", usable);
        }
    }

    @Test
    void theNameOfTheMainCommandIsInItsErrors() {
        assertThat(run(() -> 0, false, "wrok")).isEqualTo(2);
        assertThat(err.toString()).contains("'wrok'").contains("(see main --help)");
    }

    @Test
    void aTypingErrorIsNamedAndNotTheOptionThatIsMissingBecauseOfIt() {
        assertThat(run(() -> 0, false, "send", "--bootstap", "localhost:9092")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Unknown options: '--bootstap', 'localhost:9092'")
                .contains("(see main send --help)")
                .hasLineCount(1);
        err.getBuffer().setLength(0);
        assertThat(run(() -> 0, false, "send")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Missing required option: '--bootstrap=");
    }

    @Test
    void aValueThatTheCommandRejectsIsExitCode2() {
        assertThat(run(() -> 0, false, "work", "--count", "0")).isEqualTo(2);
        assertThat(err.toString()).startsWith("count is 0").hasLineCount(1);
    }

    @Test
    void aCheckedExceptionIsOneLineAndExitCode1() {
        assertThat(run(throwing(new IOException("cannot read photos.zip")), false, "work"))
                .isEqualTo(1);
        assertThat(err).hasToString("cannot read photos.zip" + System.lineSeparator());
    }

    @Test
    void escapesWhatIsNotPrintableAndKeepsLineBreaks() {
        assertThat(run(throwing(new IOException("a\u001b[2J\nb\u009b")), false, "work"))
                .isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("a\\u001b[2J", "b\\u009b");
    }

    @Test
    void anUncheckedIoExceptionIsAnExpectedFailureToo() {
        Exception e = new UncheckedIOException(new NoSuchFileException("photos.zip"));
        assertThat(run(throwing(e), false, "work")).isEqualTo(1);
        assertThat(err).hasToString("photos.zip: no such file" + System.lineSeparator());
    }

    @Test
    void debugAddsTheStackTraceOfAFailure() {
        assertThat(run(throwing(new IOException("cannot read photos.zip")), true, "work"))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("java.io.IOException: cannot read photos.zip")
                .contains("at " + CommandLinesTest.class.getName())
                .endsWith(System.lineSeparator() + "cannot read photos.zip" + System.lineSeparator());
    }

    @Test
    void aRuntimeExceptionIsABugAndAlwaysPrintsItsStackTrace() {
        assertThat(run(throwing(new IllegalStateException("no batch")), false, "work"))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("java.lang.IllegalStateException: no batch")
                .contains("at " + CommandLinesTest.class.getName())
                .endsWith("internal error: no batch; please report it with the stack trace above"
                        + System.lineSeparator());
    }

    private static Callable<Integer> throwing(Exception e) {
        return () -> {
            throw e;
        };
    }

    private int run(Callable<Integer> work, boolean debug, String... arguments) {
        CommandLine command = CommandLines.configure(
                new CommandLine(new Main()).addSubcommand(new Work(work)).addSubcommand(new Send()), debug);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return command.execute(arguments);
    }

    @Command(name = "main")
    private static final class Main {}

    @Command(name = "send")
    private static final class Send implements Callable<Integer> {

        @Option(names = "--bootstrap", required = true)
        @SuppressWarnings("NullAway.Init")
        private String bootstrap;

        @Override
        public Integer call() {
            return bootstrap.length();
        }
    }

    @Command(name = "work")
    private static final class Work implements Callable<Integer> {

        private final Callable<Integer> work;

        @Option(names = "--count")
        private int count = 1;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        Work(Callable<Integer> work) {
            this.work = work;
        }

        @Override
        public Integer call() throws Exception {
            if (count < 1) {
                throw new ParameterException(spec.commandLine(), "count is " + count + "; it must be at least 1");
            }
            return work.call();
        }
    }
}
