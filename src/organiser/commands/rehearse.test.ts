import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../project.ts'
import { runToEnd, start } from '../testing/command.ts'
import { createScratch, demoKeys, demoSource, type Scratch } from '../testing/source.ts'

const recording = inProject('public/broadcast')
const serve = async (scratch: Scratch): Promise<string[]> => {
  mkdirSync(scratch.in('app'))
  writeFileSync(scratch.in('app', 'index.html'), '<!doctype html><title>Sada</title>')
  const edition = scratch.in('edition')
  await runToEnd(['edition', 'build', demoSource, '--keys', demoKeys, '--out', edition])
  return ['--port', '0', '--data', scratch.in('data'), '--app', scratch.in('app'), '--edition', edition]
}

it('replays a recording from its start, faster than it was spoken, with the keys of an evening', async () => {
  using scratch = createScratch()
  const argv = ['rehearse', recording, '--json', '--speed', '4', '--past', '8', '--weather', 'good']
  await using running = start([...argv, ...(await serve(scratch))])
  const [, address = ''] = await running.printed(/"address":"([^"]+)"/)
  const count = async () => {
    const text = await (await fetch(`${address}/broadcast/voice-low/index.m3u8`)).text()
    return text.match(/^s\d+\.m4s$/gm)?.length ?? 0
  }
  expect(await count()).toBeGreaterThanOrEqual(2)
  expect(await count()).toBeLessThan(20)
  // At four times the pace a segment of four seconds comes every second.
  const before = await count()
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + 2)
  running.child.stdin.write('f')
  await running.printed(/speaker: cut off/)
  expect(await running.end('SIGTERM')).toBe(0)
}, 60_000)

it('says what is wrongly asked and what cannot be replayed', async () => {
  using scratch = createScratch()
  const refused = async (...argv: string[]) => {
    const { code, err } = await runToEnd(['rehearse', ...argv])
    return [code, err]
  }
  expect(await refused()).toEqual([2, expect.stringContaining('name one folder')])
  expect(await refused(recording, '--speed', '5')).toEqual([2, expect.stringContaining('not a speed: 5')])
  const served = await serve(scratch)
  expect(await refused(scratch.in('app'), ...served)).toEqual([1, expect.stringContaining('sada broadcast')])
  writeFileSync(scratch.in('app', 'main.m3u8'), '#EXTM3U\n')
  expect(await refused(scratch.in('app'), ...served)).toEqual([
    1,
    expect.stringContaining('cannot be replayed'),
  ])
}, 60_000)
