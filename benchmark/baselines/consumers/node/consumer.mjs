// A plain consumer: kafkajs, libvips and ONNX Runtime with batches of 16. Delivers at least once.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';

const BATCH = 16;
const { values: options } = parseArgs({
  strict: false,
  options: {
    bootstrap: { type: 'string' },
    model: { type: 'string' },
    // Partitions whose batches are processed at the same time.
    workers: { type: 'string', default: '2' },
    // Threads of ONNX Runtime for each batch.
    threads: { type: 'string', default: '1' },
    // Whether these threads spin while they wait: 0 or 1.
    spinning: { type: 'string', default: '0' },
  },
});

const { classes, input } = JSON.parse(readFileSync(join(dirname(options.model), 'model.json')));
const session = await ort.InferenceSession.create(options.model, {
  intraOpNumThreads: Number(options.threads),
  extra: { session: { intra_op: { allow_spinning: options.spinning } } },
});
sharp.concurrency(1);
sharp.cache(false);
const kafka = new Kafka({ brokers: [options.bootstrap], logLevel: logLevel.ERROR });
const producer = kafka.producer();
const consumer = kafka.consumer({
  groupId: 'baseline-node',
  maxBytesPerPartition: 4 << 20,
  sessionTimeout: 8000,
  heartbeatInterval: 2500,
  maxWaitTimeInMs: 50,
});

async function decode(message) {
  try {
    return await sharp(message.value)
      .rotate()
      .resize(input.width, input.height, { fit: 'fill', kernel: 'linear' })
      .flatten()
      .toColourspace('srgb')
      .raw()
      .toBuffer();
  } catch {
    return null;
  }
}

async function classify(messages) {
  const decoded = await Promise.all(messages.map(decode));
  const valid = messages.filter((_, i) => decoded[i]);
  const pixels = Buffer.concat(decoded.filter(Boolean));
  let probabilities = [];
  if (valid.length) {
    const images = new ort.Tensor('uint8', pixels, [valid.length, input.height, input.width, 3]);
    probabilities = (await session.run({ images })).probabilities.data;
  }
  const predictions = valid.map((message, i) => {
    const row = probabilities.slice(i * classes.length, (i + 1) * classes.length);
    const probability = Math.max(...row);
    return {
      key: message.key,
      value: JSON.stringify({
        id: message.headers.ce_id?.toString(),
        label: classes[row.indexOf(probability)],
        probability,
      }),
    };
  });
  const rejected = messages.filter((_, i) => !decoded[i]).map(({ key, value, headers }) => ({ key, value, headers }));
  await producer.sendBatch({
    topicMessages: [
      { topic: 'predictions', messages: predictions },
      { topic: 'images.rejected', messages: rejected },
    ].filter(({ messages: some }) => some.length),
  });
}

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic: 'images', fromBeginning: true });
await consumer.run({
  partitionsConsumedConcurrently: Number(options.workers),
  eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary, heartbeat }) => {
    for (let i = 0; i < batch.messages.length; i += BATCH) {
      const messages = batch.messages.slice(i, i + BATCH);
      await classify(messages);
      resolveOffset(messages.at(-1).offset);
      await commitOffsetsIfNecessary();
      await heartbeat();
    }
  },
  autoCommitInterval: 1000,
});
