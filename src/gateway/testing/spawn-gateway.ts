import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./child.ts', import.meta.url))

/** A gateway in a process of its own, which a test may kill. */
export const spawnGateway = async ({
  data,
  databaseUrl,
}: {
  data: string
  databaseUrl?: string
}): Promise<{ child: ChildProcess; address: string }> => {
  const args = [script, data, ...(databaseUrl === undefined ? [] : [databaseUrl])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  if (!child.stdout) throw new Error('the child has no output')
  for await (const line of createInterface({ input: child.stdout })) return { child, address: line }
  throw new Error('the child ended before it listened')
}
