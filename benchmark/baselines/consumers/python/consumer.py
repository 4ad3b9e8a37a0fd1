"""A plain consumer: confluent-kafka, OpenCV and ONNX Runtime with batches of 16. Delivers at least once."""

import argparse
import io
import json
import multiprocessing
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from confluent_kafka import Consumer, Producer
from PIL import Image

BATCH = 16
REDUCED = [(8, cv2.IMREAD_REDUCED_COLOR_8), (4, cv2.IMREAD_REDUCED_COLOR_4), (2, cv2.IMREAD_REDUCED_COLOR_2)]


def decode(message, size):
    """Returns the RGB pixels of a message, stretched to a size, or None if it is not an image."""
    try:
        width, height = Image.open(io.BytesIO(message.value())).size
        scale = min(width // size[0], height // size[1])
        flag = next((flag for factor, flag in REDUCED if scale >= factor), cv2.IMREAD_COLOR)
        image = cv2.imdecode(np.frombuffer(message.value(), np.uint8), flag)
        return None if image is None else cv2.cvtColor(cv2.resize(image, size), cv2.COLOR_BGR2RGB)
    except (cv2.error, OSError, TypeError):
        return None


def consume(arguments):
    """Classifies the images of some partitions until the process is stopped."""
    cv2.setNumThreads(1)
    card = json.loads(Path(arguments.model).with_name("model.json").read_text())
    classes = card["classes"]
    size = (card["input"]["width"], card["input"]["height"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    options.add_session_config_entry("session.intra_op.allow_spinning", arguments.spinning)
    session = onnxruntime.InferenceSession(arguments.model, options)
    producer = Producer({"bootstrap.servers": arguments.bootstrap, "linger.ms": 0})
    consumer = Consumer(
        {
            "bootstrap.servers": arguments.bootstrap,
            "group.id": "baseline-python",
            "auto.offset.reset": "earliest",
            "enable.auto.offset.store": False,
            "fetch.message.max.bytes": 4 << 20,
            "session.timeout.ms": 8000,
        }
    )
    consumer.subscribe(["images"])
    while True:
        messages = [message for message in consumer.consume(BATCH, arguments.wait) if not message.error()]
        decoded = [decode(message, size) for message in messages]
        valid = [i for i, pixels in enumerate(decoded) if pixels is not None]
        if valid:
            [probabilities] = session.run(None, {"images": np.stack([decoded[i] for i in valid])})
            for i, row in zip(valid, probabilities):
                label = int(row.argmax())
                prediction = {
                    "id": dict(messages[i].headers() or []).get("ce_id", b"").decode(),
                    "label": classes[label],
                    "probability": float(row[label]),
                }
                producer.produce("predictions", json.dumps(prediction), messages[i].key())
        for message, pixels in zip(messages, decoded):
            if pixels is None:
                producer.produce("images.rejected", message.value(), message.key(), headers=message.headers())
        producer.flush()
        for message in messages:
            consumer.store_offsets(message)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--workers", type=int, default=2, help="processes, members of the same consumer group")
    parser.add_argument("--threads", type=int, default=1, help="threads of ONNX Runtime in each process")
    parser.add_argument("--spinning", default="0", help="whether these threads spin while they wait: 0 or 1")
    parser.add_argument("--wait", type=float, default=0.01, help="seconds to wait for a full batch")
    arguments, _ = parser.parse_known_args()
    workers = [multiprocessing.Process(target=consume, args=[arguments], daemon=True) for _ in range(arguments.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
