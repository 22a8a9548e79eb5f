import { safeLine } from './terminal-text'

/** One line on stderr that follows something: redrawn in place on a terminal, printed on change elsewhere. */
export interface LiveLine {
  /** @param key when it is the same as the last one, nothing is printed where lines cannot be redrawn. */
  show(text: string, key?: string): void
  /** A line that stays. */
  say(text: string): void
  stop(): void
}

/** Elapsed time moves on between two reports. */
const redrawMs = 1000

/**
 * Redraws in place only on a terminal that can; `CI` logs and pipes get plain lines. So does a terminal that does not
 * know its width (containers, serial consoles): ora divides by it and would clear lines for ever.
 */
export async function createLiveLine(): Promise<LiveLine> {
  const { stderr, env } = process
  const redraws = stderr.isTTY && stderr.columns > 0 && env.TERM !== 'dumb' && !env.CI
  return redraws ? createTerminalLine() : createPlainLines()
}

function createPlainLines(): LiveLine {
  let last: string | undefined
  return {
    show(text, key = text) {
      if (key === last) return
      last = key
      console.error(text)
    },
    say: (text) => console.error(text),
    stop() {},
  }
}

async function createTerminalLine(): Promise<LiveLine> {
  const { default: ora } = await import('ora')
  const started = Date.now()
  // Raw mode (discardStdin) would turn Ctrl-C into a byte to be read instead of a signal.
  const spinner = ora({ stream: process.stderr, discardStdin: false, isEnabled: true })
  let text = ''
  const draw = () => {
    const line = `${text} · ${elapsed(Date.now() - started)}`
    spinner.text = line.slice(0, Math.max(10, process.stderr.columns - 3))
  }
  const timer = setInterval(draw, redrawMs)
  timer.unref()
  return {
    show(next) {
      text = safeLine(next)
      draw()
      if (!spinner.isSpinning) spinner.start()
    },
    say(line) {
      spinner.clear()
      console.error(line)
    },
    stop() {
      clearInterval(timer)
      spinner.stop()
    },
  }
}

/** `7 s`, `3:07`, `1:02:03` */
function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const rest = two(seconds % 60)
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`
}
