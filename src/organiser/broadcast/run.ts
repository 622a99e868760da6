import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** Runs a program to its end; what it prints is lost unless it fails. Throws with its last words. */
export const run = async (program: string, args: readonly string[]): Promise<void> => {
  try {
    await exec(program, args, { maxBuffer: 64 << 20 })
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string }
    if (code === 'ENOENT') throw new Error(`${program} is not installed (Debian: apt-get install ${program})`)
    throw new Error(`${program} failed: ${stderr.split('\n').slice(-6).join('\n')}`, { cause: error })
  }
}

/** ffmpeg, overwriting its output and quiet but for errors. */
export const ffmpeg = (...args: string[]): Promise<void> => run('ffmpeg', ['-y', '-v', 'error', ...args])
