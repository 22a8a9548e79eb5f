"""The process that solves one run; the supervisor starts it, and again where only an incumbent is left."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from slipway.contract import Environment
from slipway.optimiser.conclusion import SolverFailed
from slipway.optimiser.model_text import InvalidModel
from slipway.optimiser.options import InvalidOptions, read_options
from slipway.optimiser.progress import Progress
from slipway.optimiser.recovery import recover_run
from slipway.optimiser.solving import solve_run
from slipway.optimiser.stop_request import StopRequest

INVALID = 2
FAILED = 1


def main(arguments: Sequence[str]) -> int:
    """`worker` solves; `worker --recover STOPPED MESSAGE` answers from the last incumbent. Returns the exit code."""
    stop = StopRequest()
    stop.listen()
    environment = os.environ
    input_path = environment[Environment.INPUT_PATH]
    output = Path(environment[Environment.OUTPUT_PATH])
    try:
        options = read_options(environment[Environment.OPTIONS_PATH])
        if arguments[:1] == ["--recover"]:
            recover_run(input_path, options, output, arguments[1], arguments[2])
        else:
            solve_run(input_path, options, output, Progress(environment[Environment.PROGRESS_PATH]), stop)
    except InvalidModel as error:
        return _fail(f"invalid model: {error}", INVALID)
    except InvalidOptions as error:
        return _fail(f"invalid options: {error}", INVALID)
    except SolverFailed as error:
        return _fail(str(error), FAILED)
    except MemoryError:
        return _fail("out of memory", FAILED)
    except Exception as error:
        traceback.print_exc(file=sys.stdout)
        return _fail(f"internal error: {type(error).__name__}: {error}", FAILED)
    return 0


def _fail(reason: str, code: int) -> int:
    sys.stdout.flush()
    print(" ".join(reason.split()), file=sys.stderr, flush=True)
    return code


def end_process(code: int) -> None:
    """Ends at once: an abandoned search is still running, and freeing a large model takes time."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    end_process(main(sys.argv[1:]))
