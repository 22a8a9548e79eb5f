"""The contract's limits as one value, so that tests can scale them down."""

from dataclasses import dataclass

from slipway.contract import Limit


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds; the defaults are the contract's."""

    progress_interval_seconds: float = Limit.PROGRESS_INTERVAL_SECONDS
    control_poll_seconds: float = Limit.CONTROL_POLL_SECONDS
    terminate_grace_seconds: float = Limit.TERMINATE_GRACE_SECONDS
    network_loss_seconds: float = Limit.NETWORK_LOSS_SECONDS
    log_bytes: int = Limit.LOG_BYTES
    progress_line_bytes: int = Limit.PROGRESS_LINE_BYTES
    output_bytes: int = Limit.OUTPUT_BYTES
    output_files: int = Limit.OUTPUT_FILES
    incumbents: int = Limit.INCUMBENTS
