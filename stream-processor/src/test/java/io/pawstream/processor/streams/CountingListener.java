package io.pawstream.processor.streams;

import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import java.util.ArrayList;
import java.util.List;

/** Counts results, and keeps their records. */
final class CountingListener implements ResultListener {

    final List<ProcessedRecord> records = new ArrayList<>();
    final List<Rejected> rejections = new ArrayList<>();
    int classified;
    int rejected;

    @Override
    public void classified(Classified result, ProcessedRecord record) {
        classified++;
        records.add(record);
    }

    @Override
    public void rejected(Rejected result, ProcessedRecord record) {
        rejected++;
        rejections.add(result);
        records.add(record);
    }
}
