package io.pawstream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class ProducerMainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            produce --images drawn                                   | Missing required option: '--bootstrap=HOST:PORT'
            produce --images drawn --bootstrap h:1 --count 0         | count is 0; it must be at least 1
            produce --images drawn --bootstrap h:1 --rate 0          | rate is 0.0 events/s; it must be above 0
            produce --images drawn --bootstrap h:1 --by-reference    | --by-reference requires a directory of images
            produce --images drawn --bootstrap h:1 --rate fast       | 'fast' is not a double
            produce --images drawn --bootstrap h:1 --expires-in soon | "soon" is not a valid duration
            produce --images drawn --bootstrap h:1 --expires-in 0s   | expiry is after PT0S; it must be above 0
            predictions --bootstrap h:1 --output xml                 | expected one of [TABLE, JSON]
            predictions --bootstrap h:1 --count -1                   | count is -1; it must be at least 1
            rejected --bootstrap h:1 --count 0                       | count is 0; it must be at least 1
            rejected                                                 | Missing required option: '--bootstrap=HOST:PORT'
            rejected frob                                            | Unmatched argument
            rejected list --bootstrap h:1 --reason bad-luck          | "bad-luck"
            rejected list --bootstrap h:1 --dry-run                  | Unknown option: '--dry-run'
            rejected replay --bootstrap h:1 --since yesterday        | "yesterday" is not a valid time
            rejected replay --bootstrap h:1 --since 1h --until 2h    | the time range is empty
            produce --images drawn --bootstrap localhost             | "localhost" is not the address of a broker
            predictions --bootstrap localhost:                       | "localhost:" is not the address of a broker
            rejected --bootstrap h:1,localhost                       | "localhost" is not the address of a broker
            rejected replay --bootstrap :9092                        | ":9092" is not the address of a broker
            topics create --bootstrap localhost:99999                | "localhost:99999" is not the address of a broker
            topics describe --bootstrap kafka://h:1                  | "kafka://h:1" is not the address of a broker
            topics create --bootstrap h:1 --partitions 0             | partitions is 0; it must be at least 1
            topics create --bootstrap h:1 --images-topic predictions | topic names must differ
            topics describe --bootstrap h:1 --images-topic x --frob  | Unknown option: '--frob'
            topics                                                   | Missing required subcommand
            frob                                                     | Unmatched argument
            """)
    void invalidOptionsAreOneLineAndExitCode2(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(message).contains("--help").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            produce --images /no/such/directory --bootstrap h:1          | "/no/such/directory"
            topics describe --bootstrap h:1 --command-config /no/file | cannot read the Kafka client properties in /no/file
            """)
    void failuresAreOneLineAndExitCode1(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void helpOfEveryCommand() {
        for (String command : new String[] {
            "produce", "predictions", "rejected list", "rejected replay", "topics create", "topics describe"
        }) {
            assertThat(run(command + " --help")).isZero();
            assertThat(out.toString()).contains("Usage: pawstream " + command).contains("--bootstrap=HOST:PORT");
        }
    }

    @Test
    void helpOfRejectedNamesItsCommands() {
        assertThat(run("rejected --help")).isZero();
        assertThat(out.toString())
                .contains("Usage: pawstream rejected")
                .contains("\n  list ")
                .contains("\n  replay ");
    }

    @Test
    void theVersionIsALineOfItsOwn() {
        for (String command : new String[] {"", "produce", "rejected list"}) {
            out.getBuffer().setLength(0);
            assertThat(run(command + " --version")).isZero();
            // The version is in the manifest of the packaged jar.
            assertThat(out.toString()).matches("pawstream (\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?|\\(development build\\))\\R");
        }
    }

    private int run(String arguments) {
        CommandLine command = ProducerMain.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments.trim().split(" +"));
    }
}
