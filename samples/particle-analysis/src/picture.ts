import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A grey picture: one byte for each pixel, row by row, 0 is black. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

const largestPixels = 200_000_000

/**
 * Reads a PNG or JPEG file with Netpbm.
 * @throws where the file is neither, is damaged or too large.
 */
export function readPicture(path: string): Picture {
  const decoder = decoderOf(readFileSync(path).subarray(0, 8))
  // From colour to grey, and from whatever depth to bytes.
  const grey = netpbm('pamdepth', ['255'], netpbm('ppmtopgm', [], netpbm(decoder, [path])))
  return parsePgm(grey)
}

/** Encodes a grey picture as PNG with Netpbm. */
export function encodePng(picture: Picture): Buffer {
  const header = `P5\n${picture.width} ${picture.height}\n255\n`
  return netpbm('pnmtopng', [], Buffer.concat([Buffer.from(header), picture.pixels]))
}

/** Netpbm's version, for the run's record. */
export function netpbmVersion(): string {
  // pamdepth writes its version to stderr; with stderr joined nothing else comes.
  const said = execFileSync('sh', ['-c', 'pamdepth --version 2>&1'], { encoding: 'utf8' })
  return /Netpbm (?:Version:? )?([\d.]+)/i.exec(said)?.[1] ?? 'unknown'
}

function decoderOf(start: Buffer): string {
  if (start.subarray(0, 4).toString('hex') === '89504e47') return 'pngtopam'
  if (start.subarray(0, 3).toString('hex') === 'ffd8ff') return 'jpegtopnm'
  throw new Error('the input is neither a PNG nor a JPEG picture')
}

/** Parses the one form that pamdepth leaves: binary PGM with a byte for each pixel. */
function parsePgm(data: Buffer): Picture {
  const [header = '', width = '', height = ''] =
    /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(data.subarray(0, 100).toString('latin1')) ?? []
  const size = Number(width) * Number(height)
  if (size === 0 || size > largestPixels) throw new Error(`the picture must have 1 to ${largestPixels} pixels`)
  const pixels = data.subarray(header.length)
  if (pixels.length !== size) throw new Error('the picture is damaged: pixels are missing')
  return { width: Number(width), height: Number(height), pixels }
}

function netpbm(program: string, args: readonly string[], input?: Buffer): Buffer {
  try {
    return execFileSync(program, args, {
      ...(input && { input }),
      maxBuffer: 4 * largestPixels,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer }
    if (code === 'ENOENT')
      throw new Error(`${program} is missing: install Netpbm (Debian, Ubuntu: apt-get install netpbm)`)
    throw new Error(`the picture cannot be read: ${stderr?.toString('utf8').trim() || (error as Error).message}`)
  }
}
