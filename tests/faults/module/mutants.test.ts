import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { mutants } from './mutants.ts'

const script = fileURLToPath(new URL('find-mutants.ts', import.meta.url))

it('the judge sees the product broken in each of the ways', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, '150'])
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; found: unknown })
  expect(lines.map(({ name }) => name)).toEqual(mutants.map(({ name }) => name))
  expect(lines.filter(({ found }) => found === null).map(({ name }) => name)).toEqual([])
}, 1_200_000)
