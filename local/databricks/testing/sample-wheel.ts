import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** An interpreter with nothing of Slipway's that the tests need; the sample wheel comes by PYTHONPATH. */
export const python = resolve(__dirname, '../../../.venv/dev/bin/python')

/** Writes what pip would install of a wheel named `sample`: parameters of the form `--mode=…` choose what it does. */
export function writeSampleWheel(folder: string): string {
  const info = join(folder, 'sample-1.0.dist-info')
  mkdirSync(info, { recursive: true })
  writeFileSync(join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: sample\nVersion: 1.0\n')
  writeFileSync(join(info, 'entry_points.txt'), '[anything]\nrun = sample:run_by_metadata\n')
  writeFileSync(join(folder, 'sample.py'), source)
  return folder
}

const source = `
import builtins, json, os, signal, subprocess, sys, time

def run_by_metadata():
    modes[dict(argument[2:].split("=", 1) for argument in sys.argv[1:])["mode"]]()
    return 7

def direct():
    print("called directly")

def report():
    print(json.dumps({
        "argv": sys.argv[1:], "environment": dict(os.environ), "cwd": os.getcwd(),
        "exit": hasattr(builtins, "exit"), "home": os.listdir("."),
    }))

def fail():
    raise RuntimeError("intentional failure")

def exit_zero():
    sys.exit(0)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def sleep():
    # A grandchild in a session of its own, which only a walk through all processes finds.
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    print(json.dumps({"pids": [os.getpid(), child.pid]}), flush=True)
    time.sleep(600)

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sleep()

def leave_behind():
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    print(json.dumps({"pids": [child.pid]}), flush=True)

def until_file():
    print(json.dumps({"pids": [os.getpid()]}), flush=True)
    path = dict(argument[2:].split("=", 1) for argument in sys.argv[1:])["file"]
    while not os.path.exists(path):
        time.sleep(0.02)
    print("done")

def flood():
    print("first line")
    for number in range(400_000):
        print(f"line {number} " + "é" * 20)
    print("last line")

modes = {
    "report": report, "fail": fail, "exit": exit_zero, "die": die, "sleep": sleep, "stubborn": stubborn,
    "leave": leave_behind, "until": until_file, "flood": flood,
}
`
