"""Generated from contract.ts by `npm run contract`; do not edit."""

from enum import Enum

WHEEL_DISTRIBUTION = "slipway-optimiser"
WHEEL_ENTRY_POINT = "run"


class Parameter:
    RUN_ID = "run_id"
    ATTEMPT = "attempt"
    GRANT = "grant"
    TRACEPARENT = "traceparent"


class Environment:
    GRANT_KEYS = "SLIPWAY_GRANT_KEYS"
    ALGORITHM_COMMAND = "ALGORITHM_COMMAND"
    RUN_ID = "RUN_ID"
    INPUT_PATH = "INPUT_PATH"
    OPTIONS_PATH = "OPTIONS_PATH"
    OUTPUT_PATH = "OUTPUT_PATH"
    PROGRESS_PATH = "PROGRESS_PATH"


class Blob:
    REQUEST = "request.json"
    CONTROL = "control.json"
    PROGRESS = "attempts/{attempt}/progress.jsonl"
    INCUMBENT = "attempts/{attempt}/incumbents/{name}"
    OUTPUT = "attempts/{attempt}/output/{name}"
    LOG = "attempts/{attempt}/logs/algorithm.log"
    SPANS = "attempts/{attempt}/spans.jsonl"
    MANIFEST = "attempts/{attempt}/manifest.json"


class Limit:
    PROGRESS_INTERVAL_SECONDS = 1
    CONTROL_POLL_SECONDS = 2
    TERMINATE_GRACE_SECONDS = 20
    NETWORK_LOSS_SECONDS = 300
    LOG_BYTES = 16777216
    PROGRESS_LINE_BYTES = 4096
    OUTPUT_BYTES = 2147483648
    OUTPUT_FILES = 1000
    INCUMBENTS = 1000


class FailureCode(str, Enum):
    ALGORITHM_FAILED = "AlgorithmFailed"
    OUT_OF_MEMORY = "OutOfMemory"
    TIMED_OUT = "TimedOut"
    RESULT_MISSING = "ResultMissing"
    RESULT_TOO_LARGE = "ResultTooLarge"
    RESULT_INVALID = "ResultInvalid"
    INPUT_CORRUPTED = "InputCorrupted"
    GRANT_EXPIRED = "GrantExpired"
    GRANT_INVALID = "GrantInvalid"
    STORAGE_UNAVAILABLE = "StorageUnavailable"
    FENCED = "Fenced"
    IMAGE_PULL_FAILED = "ImagePullFailed"
    COMPUTE_UNAVAILABLE = "ComputeUnavailable"
    COMPUTE_INTERRUPTED = "ComputeInterrupted"
    INTERNAL_ERROR = "InternalError"
