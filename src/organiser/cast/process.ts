import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { Readable } from 'node:stream'
import { CommandError, systemCode } from '../problems.ts'

/** A running ffmpeg. */
export interface Ffmpeg {
  readonly child: ChildProcess
  /** Its exit code (`null`: killed) and last words, when all its output has been read. */
  readonly ended: Promise<{ code: number | null; words: string }>
}

const notInstalled = (cause: unknown): CommandError =>
  new CommandError(
    'ffmpeg is not installed',
    'Install it and start again (Debian and Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg).',
    { cause },
  )

/**
 * Starts ffmpeg in a process group of its own, so that Ctrl+C reaches Sada alone, which ends things in their order.
 * @param outputs what reads descriptors 3, 4 … ; `null` chunk is the end
 * @param stdin   `inherit` for an input that comes by standard input
 * @param low     takes CPU only when nobody else wants it
 */
export const startFfmpeg = (
  args: readonly string[],
  outputs: readonly ((chunk: Uint8Array | null) => void)[],
  { stdin, low = false }: { stdin: 'ignore' | 'inherit' | 'pipe'; low?: boolean },
): Ffmpeg => {
  const child = spawn('ffmpeg', args, {
    detached: true,
    stdio: [stdin, 'ignore', 'pipe', ...outputs.map(() => 'pipe' as const)],
  })
  let words = ''
  child.stderr?.on('data', (data) => {
    words = (words + data).slice(-4000)
  })
  outputs.forEach((read, index) => {
    const stream = child.stdio[3 + index] as Readable
    stream.on('data', read)
    stream.on('end', () => read(null))
    stream.on('error', () => stream.destroy())
  })
  if (low && child.pid !== undefined)
    try {
      setPriority(child.pid, constants.priority.PRIORITY_LOW)
    } catch {
      // Gone already, or not allowed here: pictures are then merely less modest.
    }
  const ended = new Promise<{ code: number | null; words: string }>((resolve, reject) => {
    child.once('error', (error) => reject(systemCode(error) === 'ENOENT' ? notInstalled(error) : error))
    child.once('close', (code) => resolve({ code, words: words.trim() }))
  })
  ended.catch(() => undefined)
  return { child, ended }
}
