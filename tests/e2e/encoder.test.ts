import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { start } from '../../src/organiser/testing/command.ts'
import { createWeather } from '../../src/organiser/weather/weather.ts'
import { createDemoGateway } from './demo-gateway.ts'
import { expectNoJump, mark, samples, silence, startSampling } from './sampling.ts'
import { ready } from './shell-world.ts'

/** What a live room looks and sounds like to an encoder: never twice the same picture, and a voice that swells. */
const room =
  "lavfi:testsrc2=s=426x240:r=12[out0];aevalsrc='0.4*sin(2*PI*300*t)*(0.6+0.4*sin(2*PI*t))':s=48000[out1]"

test('a real encoder for two minutes: watched, heard on 40 kbit/s, watched again, to its end', async ({
  page,
}) => {
  test.setTimeout(420_000)
  const folder = mkdtempSync(join(tmpdir(), 'sada-encoder-'))
  const out = join(folder, 'broadcast')
  await using encoder = start(['broadcast', room, '--out', out])
  const gateway = await createDemoGateway(folder, { broadcast: out })
  const { address } = await gateway.listen({ host: '127.0.0.1', port: 0 })
  const weather = await createWeather({
    upstream: { host: '127.0.0.1', port: Number(new URL(address).port) },
  })
  try {
    // Before its first segment there is no broadcast yet: a viewer who is early waits, and it begins by itself.
    await page.goto(`${weather.address}/watch`)
    const player = page.locator('[data-rung]')
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 120_000 })
    await expect(ready(page)).toBeVisible({ timeout: 120_000 })
    await startSampling(page)
    const good = await mark(page)
    await page.waitForTimeout(20_000)

    const slow = await mark(page)
    weather.set({ kbps: 40 })
    await expect(player).toHaveAttribute('data-rung', 'voice', { timeout: 60_000 })
    await page.waitForTimeout(40_000)

    weather.set({ kbps: null })
    await expect(player).toHaveAttribute('data-rung', 'video', { timeout: 60_000 })
    await page.waitForTimeout(20_000)
    const late = await mark(page)
    const all = await samples(page)
    expect(silence(all, good, slow)).toBeLessThan(1)
    expect(silence(all, slow, late)).toBeLessThan(1)
    expectNoJump(all)

    // The organiser ends it: what is left is heard, and then it says so.
    expect(await encoder.end('SIGINT')).toBe(0)
    await expect(player).toHaveAttribute('data-phase', 'ended', { timeout: 120_000 })
    expectNoJump(await samples(page))
  } finally {
    await weather.close()
    await gateway.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
