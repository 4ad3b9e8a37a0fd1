"""A plain consumer: confluent-kafka, OpenCV and ONNX Runtime with batches of 16. Delivers at least once."""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from confluent_kafka import Consumer, Producer

BATCH = 16


def decode(message, size):
    """Returns the RGB pixels of a message, stretched to a size, or None if it is not an image."""
    try:
        image = cv2.imdecode(np.frombuffer(message.value(), np.uint8), cv2.IMREAD_COLOR_RGB)
        return None if image is None else cv2.resize(image, size)
    except cv2.error:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()

    card = json.loads(Path(arguments.model).with_name("model.json").read_text())
    classes = card["classes"]
    size = (card["input"]["width"], card["input"]["height"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    session = onnxruntime.InferenceSession(arguments.model, options)
    producer = Producer({"bootstrap.servers": arguments.bootstrap, "linger.ms": 5})
    consumer = Consumer(
        {
            "bootstrap.servers": arguments.bootstrap,
            "group.id": "baseline-python",
            "auto.offset.reset": "earliest",
            "fetch.message.max.bytes": 4 << 20,
        }
    )
    consumer.subscribe(["images"])
    while True:
        messages = [message for message in consumer.consume(BATCH, 0.1) if not message.error()]
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
        producer.poll(0)


main()
