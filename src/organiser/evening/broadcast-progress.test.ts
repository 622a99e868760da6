import { readdirSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScratch } from '../testing/source.ts'
import { progressFile, readProgress, writeProgress } from './broadcast-progress.ts'

const now = Date.UTC(2027, 0, 9, 15)
const day = 24 * 3_600_000
const fresh = { startsAt: now - 600_000, pauses: [], frozenAt: null }

describe('the progress of the broadcast', () => {
  it('comes back as it was written, and nothing lies beside it', async () => {
    using scratch = createScratch()
    const moment = fc.integer({ min: 0, max: day })
    const progress = fc.record({
      startsAt: moment.map((ago) => now - ago),
      pauses: fc.array(fc.record({ segment: fc.nat(20_000), ms: moment }), { maxLength: 5 }),
      frozenAt: fc.option(moment.map((ago) => now - ago)),
    })
    await fc.assert(
      fc.asyncProperty(progress, async (written) => {
        await writeProgress(scratch.folder, written)
        expect(await readProgress(scratch.folder, now)).toEqual(written)
      }),
      { numRuns: 30 },
    )
    expect(readdirSync(scratch.folder)).toEqual(['broadcast.json'])
  })
  it('begins anew after a day, and where the clock was set back', async () => {
    using scratch = createScratch()
    await writeProgress(scratch.folder, fresh)
    expect(await readProgress(scratch.folder, fresh.startsAt + day)).toEqual(fresh)
    expect(await readProgress(scratch.folder, fresh.startsAt + day + 1)).toBeNull()
    expect(await readProgress(scratch.folder, fresh.startsAt - 1)).toBeNull()
  })
  it.each(['', '{', 'null', '{"format":"sada-broadcast/1","startsAt":-1}', '{"startsAt":1,"pauses":[]}'])(
    'begins anew over a file that says %j',
    async (content) => {
      using scratch = createScratch()
      writeFileSync(progressFile(scratch.folder), content)
      expect(await readProgress(scratch.folder, now)).toBeNull()
    },
  )
  it('is none in a new data folder', async () => {
    using scratch = createScratch()
    expect(await readProgress(scratch.in('new'), now)).toBeNull()
  })
})
