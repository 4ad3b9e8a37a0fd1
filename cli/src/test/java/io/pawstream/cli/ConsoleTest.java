package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ConsoleTest {

    @Command(name = "test")
    private static final class TestCommand {}

    @Test
    void warningsGoToStandardErrorAfterTheOutputBeforeThem() {
        StringWriter both = new StringWriter();
        PrintWriter out = new PrintWriter(new BufferedWriter(both));
        StringWriter errors = new StringWriter();
        Console console =
                Console.of(new CommandLine(new TestCommand()).setOut(out).setErr(new PrintWriter(errors)));

        console.out().print("first");
        console.warn("disk is almost full");

        assertThat(both).hasToString("first");
        assertThat(errors).hasToString("warning: disk is almost full" + System.lineSeparator());
    }
}
