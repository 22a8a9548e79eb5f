import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildImage } from '../../docker/images'

/** Builds an image with a wheel named `sample` on the base that Databricks jobs have; parameters choose what it does. */
export async function buildSampleImage(name: string): Promise<void> {
  const context = mkdtempSync(join(tmpdir(), 'sample-image-'))
  try {
    const info = join(context, 'site', 'sample-1.0.dist-info')
    mkdirSync(info, { recursive: true })
    writeFileSync(join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: sample\nVersion: 1.0\n')
    writeFileSync(join(info, 'entry_points.txt'), '[anything]\nrun = sample:run\n')
    writeFileSync(join(context, 'site', 'sample.py'), source)
    writeFileSync(join(context, 'Dockerfile'), dockerfile)
    await buildImage({ name, context, platform: 'linux/amd64', labels: {}, buildArgs: {} })
  } finally {
    rmSync(context, { recursive: true })
  }
}

const dockerfile = `FROM databricksruntime/python:17.3-LTS
COPY site/ /tmp/site/
RUN cp -r /tmp/site/* "$(/databricks/python3/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
ENV FROM_IMAGE=yes PYTHONPATH=/tmp/elsewhere
USER nobody
ENTRYPOINT ["/bin/false"]
CMD ["never"]
`

const source = `
import builtins, json, os, signal, subprocess, sys, time

def run():
    modes[sys.argv[1]]()

def report():
    def first(*paths):
        for path in paths:
            if os.path.exists(path):
                return open(path).read().split()
    print(json.dumps({
        "argv": sys.argv[1:], "environment": dict(os.environ), "uid": os.getuid(), "prefix": sys.prefix,
        "exit": hasattr(builtins, "exit"), "path": sys.path,
        "memory": first("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"),
        "cpu": first("/sys/fs/cgroup/cpu.max", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
        "shared": os.path.exists("/etc/hostname"),
    }))

def fail():
    raise RuntimeError("intentional failure")

def hog():
    held = []
    while True:
        held.append(b"x" * 2**26)

def child_hog():
    code = subprocess.run([sys.executable, "-c", "import sample; sample.hog()"]).returncode
    raise RuntimeError(f"OutOfMemory: the algorithm ended with {code}")

def obedient():
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    def end(*_):
        print("asked to end, child ended with", child.wait(), flush=True)
        sys.exit(1)
    signal.signal(signal.SIGTERM, end)
    print("ready", flush=True)
    time.sleep(600)

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("ready", flush=True)
    time.sleep(600)

def brief():
    print("ready", flush=True)
    time.sleep(float(sys.argv[2]))
    print("done", flush=True)

modes = {
    "report": report, "fail": fail, "hog": hog, "child-hog": child_hog, "obedient": obedient, "stubborn": stubborn,
    "brief": brief,
}
`
