package io.pawstream.benchmark.consumers;

import io.pawstream.model.ModelDirectory;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One of the other consumers.
 *
 * @param peer which one
 * @param directory directory of the consumers, which contains {@code run.sh}
 * @param settings additional options of {@code run.sh}, by name without dashes
 */
record PeerConsumer(Peer peer, Path directory, Map<String, String> settings) implements ComparedConsumer {

    @Override
    public String label() {
        return peer.label();
    }

    @Override
    public int linesOfCode() throws IOException {
        return LinesOfCode.count(directory.resolve(peer.source()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> toRecord(int number, byte[] image) {
        return peer.toRecord(number, image);
    }

    @Override
    public RunningConsumer start(TestEnvironment environment, ModelDirectory model) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                directory.resolve("run.sh").toString(),
                peer.toString(),
                "--bootstrap",
                environment.broker().bootstrap(),
                "--model",
                model.onnx().toString()));
        settings.forEach((name, value) -> command.addAll(List.of("--" + name, value)));
        Path log = environment.directory().resolve(peer + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Path state = environment.directory().resolve("state");
        builder.environment().put("STATE", Files.createDirectories(state).toString());
        return new PeerProcess(peer, builder.start(), log);
    }
}
