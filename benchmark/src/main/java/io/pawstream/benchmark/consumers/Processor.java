package io.pawstream.benchmark.consumers;

import io.pawstream.model.ModelDirectory;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Pawstream's stream processor.
 *
 * @param settings settings by their names
 */
record Processor(Map<String, String> settings) implements ComparedConsumer {

    @Override
    public String label() {
        return "Pawstream";
    }

    @Override
    public int linesOfCode() {
        return 0;
    }

    @Override
    public ProducerRecord<byte[], byte[]> toRecord(int number, byte[] image) {
        return NumberedImages.record(number, NumberedImages.id(number), image);
    }

    @Override
    public RunningConsumer start(TestEnvironment environment, ModelDirectory model) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("pawstream.model", model.card().name());
        return new Running(environment.start("bench", all, List.of()));
    }

    private record Running(ProcessorProcess process) implements RunningConsumer {

        @Override
        public long cpuNanos() throws IOException {
            return process.cpuNanos();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void kill() throws InterruptedException {
            process.kill();
        }

        @Override
        public String logEnd() {
            return process.logEnd();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
