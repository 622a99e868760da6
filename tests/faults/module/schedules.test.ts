import { expect, it } from 'vitest'
import { addUp, emptyTally } from '../tally.ts'
import { wireFaults } from './network.ts'
import { runSchedule } from './run-schedule.ts'

const seeds = 100

it(`${seeds} schedules lose nothing and double nothing, and meet every kind of fault`, async () => {
  const tally = emptyTally()
  for (let seed = 1; seed <= seeds; seed++) addUp(tally, await runSchedule(seed))
  expect([...tally.wrong]).toEqual([])
  expect(tally.recorded + tally.waiting).toBe(tally.kept)
  expect(tally.recorded).toBeGreaterThan(seeds)
  expect([...tally.faults.keys()]).toEqual(
    expect.arrayContaining([
      ...wireFaults,
      'browser killed',
      'carried',
      'clock changed',
      'gateway killed after COMMIT',
      'gateway killed before COMMIT',
      "gateway's disk full",
      'link cut',
      'lying mirror',
      'quota full',
      'tab killed',
      'taken back',
      'worker updated in mid-send',
    ]),
  )
}, 600_000)

it('runs the same schedule for the same seed', async () => {
  const once = await runSchedule(7)
  expect(await runSchedule(7)).toEqual(once)
  expect(await runSchedule(8)).not.toEqual({ ...once, seed: 8 })
})
