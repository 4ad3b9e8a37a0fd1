"""A custom runtime of MLServer: decodes images with OpenCV and classifies them with ONNX Runtime."""

import io
import json
import os
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from mlserver import MLModel
from mlserver.codecs import Base64Codec, NumpyCodec, StringCodec
from mlserver.types import InferenceRequest, InferenceResponse
from PIL import Image

REDUCED = [(8, cv2.IMREAD_REDUCED_COLOR_8), (4, cv2.IMREAD_REDUCED_COLOR_4), (2, cv2.IMREAD_REDUCED_COLOR_2)]


class ImageClassifier(MLModel):
    """Takes an input of base64 strings, each an encoded image."""

    async def load(self) -> bool:
        cv2.setNumThreads(1)
        model = self.settings.parameters.uri
        card = json.loads(Path(model).with_name("model.json").read_text())
        self.classes = card["classes"]
        self.size = (card["input"]["width"], card["input"]["height"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("THREADS", 1))
        options.add_session_config_entry("session.intra_op.allow_spinning", os.environ.get("SPINNING", "0"))
        self.session = onnxruntime.InferenceSession(model, options)
        return True

    def decode(self, encoded: bytes) -> np.ndarray:
        width, height = Image.open(io.BytesIO(encoded)).size
        scale = min(width // self.size[0], height // self.size[1])
        flag = next((flag for factor, flag in REDUCED if scale >= factor), cv2.IMREAD_COLOR)
        image = cv2.imdecode(np.frombuffer(encoded, np.uint8), flag)
        return cv2.cvtColor(cv2.resize(image, self.size), cv2.COLOR_BGR2RGB)

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        images = np.stack([self.decode(encoded) for encoded in Base64Codec.decode_input(payload.inputs[0])])
        [probabilities] = self.session.run(None, {"images": images})
        labels = [self.classes[i] for i in probabilities.argmax(axis=1)]
        return InferenceResponse(
            model_name=self.name,
            outputs=[
                StringCodec.encode_output("label", labels),
                NumpyCodec.encode_output("probability", probabilities.max(axis=1, keepdims=True)),
            ],
        )
