import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../project.ts'
import { createScratch } from '../testing/source.ts'
import { presets } from '../weather/presets.ts'
import { chooseWeather } from './choose-weather.ts'

it.each(Object.keys(presets))('knows %s by name', async (name) => {
  expect(await chooseWeather(name, 'evening')).toEqual({ preset: name })
})
it('plays a recorded link from its file', async () => {
  const file = inProject('tests/fixtures/traces/norway3g-ferry-59kbps-2011-02-01_1539-540s.json')
  const choice = await chooseWeather(file, 'evening')
  expect('trace' in choice && choice.trace[0]).toEqual({ ms: 675, kbps: 103 })
})
it('says what there is, and what a trace looks like', async () => {
  using scratch = createScratch()
  await expect(chooseWeather('toString', 'evening')).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('good, slow, edge, cut, reset, dead'),
  })
  writeFileSync(scratch.in('trace.json'), '{"source": "x", "trace": []}')
  await expect(chooseWeather(scratch.in('trace.json'), 'evening')).rejects.toMatchObject({
    exitCode: 1,
    advice: expect.stringContaining('"kbps"'),
  })
})
