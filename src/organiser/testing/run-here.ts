import { vi } from 'vitest'
import { commands } from '../commands/table.ts'
import { dispatch } from '../dispatch.ts'

/**
 * Runs a command to its end inside the test's own process: the same command line, a second or two of a busy machine sooner. One at a time, for
 * what it prints is this process's.
 */
export const runHere = async (
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> => {
  let [out, err] = ['', '']
  const printed = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      out += chunk
      return true
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      err += chunk
      return true
    }),
  ]
  for (const [name, value] of Object.entries({ DATABASE_URL: undefined, ...env })) vi.stubEnv(name, value)
  try {
    const code = await dispatch(commands, argv, {
      out: (line) => {
        out += `${line}\n`
      },
      err: (line) => {
        err += `${line}\n`
      },
    })
    return { code, out, err }
  } finally {
    for (const spy of printed) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}
