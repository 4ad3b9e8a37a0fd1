package io.pawstream.benchmark.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.benchmark.FakePipeline;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelRepository;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.TestEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TrialTest {

    private static final Path HOME =
            Path.of(System.getProperty("pawstream.home", "..")).toAbsolutePath().normalize();

    @Test
    void aConsumerThatStartsFromTheBeginningDuplicatesAndLosesNothing() throws Exception {
        ModelDirectory model = new ModelRepository(HOME.resolve("models")).find("model5-8bit");
        Workload workload = new Workload("test", List.of("image".getBytes(UTF_8)));
        Trial.Result result = new Trial(new Fake(), model, workload, new Trial.Plan(600, 2, true)).run(HOME);
        assertThat(result.throughput().imagesPerSecond()).isBetween(100.0, 1000.0);
        assertThat(result.throughput().cpuMillisPerImage()).isCloseTo(Fake.CPU_MILLIS, within(1.0));
        assertThat(result.latencies().millis(50)).isBetween(0.1, 1000.0);
        assertThat(result.delivery()).isNotNull();
        assertThat(result.delivery().published()).isEqualTo(600);
        assertThat(result.delivery().missing()).isZero();
        assertThat(result.delivery().duplicates()).isBetween(300, 600);
    }

    /** A consumer that needs 40 ms for 20 images and starts again at the beginning of the topic. */
    private static final class Fake implements ComparedConsumer {

        private static final double CPU_MILLIS = 7;

        @Override
        public String label() {
            return "fake";
        }

        @Override
        public int linesOfCode() {
            return 1;
        }

        @Override
        public ProducerRecord<byte[], byte[]> toRecord(int number, byte[] image) {
            return NumberedImages.record(number, NumberedImages.id(number), image);
        }

        @Override
        public RunningConsumer start(TestEnvironment environment, ModelDirectory model) {
            FakePipeline pipeline = new FakePipeline(environment.broker().bootstrap(), 20, 40);
            return new RunningConsumer() {
                @Override
                public long cpuNanos() {
                    return (long) (pipeline.published() * CPU_MILLIS * 1e6);
                }

                @Override
                public boolean isAlive() {
                    return true;
                }

                @Override
                public void kill() {
                    pipeline.close();
                }

                @Override
                public String logEnd() {
                    return "";
                }

                @Override
                public void close() {
                    pipeline.close();
                }
            };
        }
    }
}
