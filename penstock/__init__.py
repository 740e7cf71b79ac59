import os

__version__ = "0.1.0"

# Our matrices are small: threads of BLAS only wait for each other, thirty times as long as one needs. Read once, by numpy's first import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
