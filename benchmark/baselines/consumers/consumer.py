"""A plain consumer: confluent-kafka, OpenCV and ONNX Runtime with batches of 16. Delivers at least once."""

import argparse
import json

import cv2
import numpy as np
import onnxruntime
from confluent_kafka import Consumer, Producer

BATCH = 16
SIDE = 150


def decode(message):
    """Returns the RGB pixels of a message, or None if it is not an image."""
    try:
        image = cv2.imdecode(np.frombuffer(message.value(), np.uint8), cv2.IMREAD_COLOR_RGB)
        return None if image is None else cv2.resize(image, (SIDE, SIDE))
    except cv2.error:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()

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
        decoded = [decode(message) for message in messages]
        valid = [i for i, pixels in enumerate(decoded) if pixels is not None]
        if valid:
            [probabilities] = session.run(None, {"images": np.stack([decoded[i] for i in valid])})
            for i, probability in zip(valid, probabilities):
                prediction = {
                    "id": dict(messages[i].headers() or []).get("ce_id", b"").decode(),
                    "label": "dog" if probability >= 0.5 else "cat",
                    "probability": float(max(probability, 1 - probability)),
                }
                producer.produce("predictions", json.dumps(prediction), messages[i].key())
        for message, pixels in zip(messages, decoded):
            if pixels is None:
                producer.produce("images.rejected", message.value(), message.key(), headers=message.headers())
        producer.poll(0)


main()
