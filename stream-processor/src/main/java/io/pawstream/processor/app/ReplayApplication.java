package io.pawstream.processor.app;

import io.pawstream.processor.replay.ReplayRun;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;

/** Waits until the replay is complete, then ends the process. */
public class ReplayApplication implements QuarkusApplication {

    private final Instance<ReplayRun> run;
    private final ProcessorConfig config;

    ReplayApplication(Instance<ReplayRun> run, ProcessorConfig config) {
        this.run = run;
        this.config = config;
    }

    @Override
    public int run(String... args) throws IOException, InterruptedException {
        run.get().await(config.model());
        return 0;
    }
}
