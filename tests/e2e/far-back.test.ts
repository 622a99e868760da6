import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type Running, start } from '../../src/organiser/testing/command.ts'
import { expectHeard } from './sampling.ts'

/** A broadcast that has gone on for longer than hls.js is shown: all of it is there to go back to. */
let data: string
let rehearsal: Running
let address = ''
test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'sada-far-back-'))
  rehearsal = start([
    'rehearse',
    'public/broadcast',
    '--past',
    '2400',
    '--port',
    '0',
    '--data',
    data,
    '--json',
  ])
  address = (await rehearsal.printed(/"address":"([^"]+)"/))[1] ?? ''
})
test.afterAll(async () => {
  await rehearsal.end('SIGTERM')
  rmSync(data, { recursive: true, force: true })
})

const position = async (page: Page) => Number(await page.locator('.watch').getAttribute('data-position'))
/** How far before the end of what is listed one is, seconds. */
const behind = async (page: Page) => {
  const [end, value] = await page
    .locator('.watch-seek input')
    .evaluate((input: HTMLInputElement) => [Number(input.max), Number(input.value)])
  return (end ?? 0) - (value ?? 0)
}

test('to the first word and back to live, and a little further back than was heard: what is heard there goes on, nothing twice', async ({
  page,
}) => {
  await page.goto(`${address}/watch`)
  const watch = page.locator('.watch')
  await expect(watch).toHaveAttribute('data-rung', /^v/, { timeout: 90_000 })
  const live = await position(page)

  await page.locator('.watch-seek input').press('Home')
  await expect.poll(() => position(page)).toBeLessThan(live - 2_300_000)
  const first = await position(page)
  await expect.poll(() => position(page)).toBeGreaterThan(first + 2000)
  await expectHeard(page, 6000)
  expect(await position(page)).toBeLessThan(first + 30_000)
  // The first words stand beside it.
  await expect(page.locator('.watch-line button').first()).toBeVisible()

  await page.getByRole('button', { name: /live/i }).first().click()
  await expect.poll(() => behind(page), { timeout: 60_000 }).toBeLessThan(90)
  await expectHeard(page, 6000)

  // Ten minutes back in steps, as fast as a person taps: it goes on at the last of them.
  const before = await position(page)
  for (let taps = 0; taps < 60; taps++) await page.keyboard.press('j')
  await expect.poll(() => position(page)).toBeLessThan(before - 500_000)
  await expectHeard(page, 6000)
  expect(before - (await position(page))).toBeLessThan(620_000)
})

test('a paused broadcast stays paused', async ({ page }) => {
  await page.goto(`${address}/watch`)
  const watch = page.locator('.watch')
  await expect(watch).toHaveAttribute('data-rung', /^v/, { timeout: 90_000 })
  // The keys come after the first voice.
  await page.locator('.watch-tools').waitFor({ timeout: 90_000 })
  await page.keyboard.press('k')
  await expect(watch).toHaveAttribute('data-playing', 'false')
  const live = await position(page)
  await page.locator('.watch-seek input').press('Home')
  await expect.poll(() => position(page)).toBeLessThan(live - 2_300_000)
  await page.waitForTimeout(3000)
  await expect(watch).toHaveAttribute('data-playing', 'false')
  const first = await position(page)
  await page.keyboard.press('k')
  await expect.poll(() => position(page)).toBeGreaterThan(first + 1000)
  expect(await position(page)).toBeLessThan(first + 15_000)
})
