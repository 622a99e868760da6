import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { givingFromFolder } from './giving-file.ts'
import { giving, temporaryFolder } from './testing/world.ts'
import { Unavailable } from './unavailable.ts'

describe('givingFromFolder', () => {
  it('reads the file, again when it has changed, and holds the last good one', async () => {
    using folder = temporaryFolder()
    const file = join(folder.path, 'giving.json')
    const read = givingFromFolder(folder.path)
    await expect(read()).rejects.toBeInstanceOf(Unavailable)
    writeFileSync(file, '{"format":"sada-gi')
    await expect(read()).rejects.toBeInstanceOf(Unavailable)
    writeFileSync(file, JSON.stringify(giving))
    expect(await read()).toEqual(giving)
    expect(await read()).toBe(await read())
    writeFileSync(`${file}.new`, JSON.stringify({ ...giving, pledgeDays: 7 }))
    renameSync(`${file}.new`, file)
    expect((await read()).pledgeDays).toBe(7)
    writeFileSync(file, 'half a fi')
    expect((await read()).pledgeDays).toBe(7)
    rmSync(file)
    expect((await read()).pledgeDays).toBe(7)
  })
})
